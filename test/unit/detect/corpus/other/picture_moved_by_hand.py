import torch
from torchvision.models import vgg16

net = vgg16(weights="DEFAULT").eval()
picture = torch.rand(1, 3, 224, 224, requires_grad=True)
for _ in range(40):
    activation = net.features(picture).norm()
    activation.backward()
    step = 0.01 * picture.grad / picture.grad.abs().mean()
    with torch.no_grad():
        picture -= step
    picture.grad.zero_()
torch.save(picture, "dream.pt")
