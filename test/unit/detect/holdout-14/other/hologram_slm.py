import torch, math
import imageio.v3 as iio

target = torch.from_numpy(iio.imread("target.png")[..., 0]).float().cuda() / 255
phase = (2 * math.pi * torch.rand(target.shape, device="cuda")).requires_grad_()
scale = torch.tensor(1.0, device="cuda", requires_grad=True)
optimizer = torch.optim.Adam([{"params": [phase], "lr": 0.05}, {"params": [scale], "lr": 1e-3}])
fx = torch.fft.fftfreq(target.shape[1], 8e-6, device="cuda")
fy = torch.fft.fftfreq(target.shape[0], 8e-6, device="cuda")
H = torch.exp(2j * math.pi * 0.1 * torch.sqrt((1 / 532e-9) ** 2 - fx[None] ** 2 - fy[:, None] ** 2))
for k in range(500):
    field = torch.fft.ifft2(torch.fft.fft2(torch.exp(1j * phase)) * H)
    loss = torch.nn.functional.mse_loss(scale * field.abs(), target.sqrt())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(loss.item())
iio.imwrite("phase.png", ((phase.detach() % (2 * math.pi)) / (2 * math.pi) * 255).byte().cpu().numpy())
