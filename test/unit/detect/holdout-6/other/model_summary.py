from torchinfo import summary
from model import UNet

net = UNet(3, 21)
summary(net, (1, 3, 512, 512), depth=3)
print(sum(p.numel() for p in net.parameters() if p.requires_grad), "trainable")
