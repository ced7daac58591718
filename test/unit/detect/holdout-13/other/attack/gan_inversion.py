import torch
import lpips
import pickle
from torchvision.io import read_image

with open("ffhq.pkl", "rb") as f:
    G = pickle.load(f)["G_ema"].cuda().eval().requires_grad_(False)
target = read_image("me.png").cuda()[None].float() / 127.5 - 1
w_avg = G.mapping(torch.randn(10000, 512).cuda(), None).mean(0, keepdim=True)
w_opt = w_avg.clone().requires_grad_(True)
percept = lpips.LPIPS(net="vgg").cuda()
optimizer = torch.optim.Adam([w_opt], betas=(0.9, 0.999), lr=0.1)
for step in range(1000):
    synth = G.synthesis(w_opt, noise_mode="const")
    loss = percept(synth, target).sum()
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    print(f"step {step + 1:>4d}/1000: loss {loss.item():.3f}")
torch.save(w_opt.detach(), "w.pt")
