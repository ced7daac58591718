import torch, imageio
from nerf import NeRF, render_rays, rays_of
from blender import load
imgs, poses, hwf = load('lego')
f = NeRF().cuda(); fine = NeRF().cuda()
opt = torch.optim.Adam([*f.parameters(), *fine.parameters()], lr=5e-4)
for step in range(200_000):
    i = torch.randint(len(imgs), ()).item()
    ro, rd, rgb = rays_of(imgs[i], poses[i], hwf, n=1024)
    a, b = render_rays(f, fine, ro, rd)
    loss = ((a - rgb) ** 2).mean() + ((b - rgb) ** 2).mean()
    opt.zero_grad(); loss.backward(); opt.step()
    for g in opt.param_groups: g['lr'] = 5e-4 * .1 ** (step / 250_000)
    if step % 5000 == 0: imageio.imwrite(f'{step}.png', a.detach().cpu().numpy())
