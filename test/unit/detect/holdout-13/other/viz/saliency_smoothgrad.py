import torch
from torchvision.models import vgg16
from PIL import Image
from torchvision.transforms.functional import to_tensor

net = vgg16(weights="DEFAULT").eval()
img = to_tensor(Image.open("dog.jpg").resize((224, 224)))[None]
acc = torch.zeros_like(img)
for _ in range(50):
    x = (img + 0.1 * torch.randn_like(img)).requires_grad_()
    net(x)[0].max().backward()
    acc += x.grad
torch.save(acc / 50, "smoothgrad.pt")
