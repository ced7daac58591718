import torch
from torchvision import models, transforms
from PIL import Image
net = models.inception_v3(weights='DEFAULT').eval().requires_grad_(False)
img = transforms.ToTensor()(Image.open('sky.jpg'))[None].requires_grad_(True)
feats = []
net.Mixed_5b.register_forward_hook(lambda m, i, o: feats.append(o))
for i in range(20):
    feats.clear()
    net(img)
    feats[0].norm().backward()
    with torch.no_grad():
        img += 0.01 * img.grad / img.grad.abs().mean()
        img.grad.zero_()
transforms.ToPILImage()(img[0]).save('dream.png')
