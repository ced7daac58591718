import time, torch
from torch.utils import benchmark
from models import ViT
m = ViT().cuda(); x = torch.randn(64, 3, 224, 224, device='cuda')
for _ in range(3):
    m(x).sum().backward()
torch.cuda.synchronize(); t = time.time()
for _ in range(20):
    m(x).sum().backward()
torch.cuda.synchronize()
print((time.time() - t) / 20)
