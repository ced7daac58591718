import numpy as np
import torch
from torchvision import models, transforms
from PIL import Image

net = models.googlenet(weights="DEFAULT").eval()
acts = {}
net.inception4c.register_forward_hook(lambda m, i, o: acts.update(out=o))
img = transforms.ToTensor()(Image.open("sky.jpg")).unsqueeze(0).requires_grad_()
for octave in range(4):
    for _ in range(20):
        net(img)
        loss = acts["out"].norm()
        loss.backward()
        g = img.grad
        img.data += 0.01 * g / g.abs().mean()
        img.grad.zero_()
transforms.ToPILImage()(img[0].clamp(0, 1)).save("dream.png")
