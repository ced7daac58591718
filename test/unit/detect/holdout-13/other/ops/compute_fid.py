import torch
from torchmetrics.image.fid import FrechetInceptionDistance
from generator import Generator
from data import real_loader

fid = FrechetInceptionDistance(feature=2048).cuda()
G = Generator().cuda().eval()
G.load_state_dict(torch.load("G_200000.pt"))
with torch.no_grad():
    for real, _ in real_loader():
        fid.update((real.cuda() * 255).byte(), real=True)
        fid.update((G(torch.randn(len(real), 128).cuda()).clamp(0, 1) * 255).byte(), real=False)
print("FID", fid.compute().item())
