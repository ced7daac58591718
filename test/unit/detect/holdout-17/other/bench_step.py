import torch, time
from model import Net
net = Net().cuda(); x = torch.randn(32, 3, 224, 224, device='cuda')
for _ in range(10): net(x).sum().backward()
torch.cuda.synchronize(); t = time.time()
for _ in range(100):
    net.zero_grad(); net(x).sum().backward()
torch.cuda.synchronize()
print('fwd+bwd ms', (time.time() - t) * 10)
