import torch
import torchvision
from PIL import Image
net = torchvision.models.resnet50(weights='DEFAULT').eval()
x = torchvision.transforms.functional.to_tensor(Image.open('cat.jpg').resize((224, 224)))[None]
base = torch.zeros_like(x)
total = torch.zeros_like(x)
for k in range(1, 51):
    xi = (base + (x - base) * k / 50).requires_grad_(True)
    net(xi)[0, 281].backward()
    total += xi.grad
attr = (x - base) * total / 50
torchvision.utils.save_image(attr.abs(), 'ig.png')
