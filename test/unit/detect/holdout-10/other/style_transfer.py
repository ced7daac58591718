import torch
from torchvision.models import vgg19
from torchvision.transforms.functional import to_tensor
from PIL import Image

cnn = vgg19(weights="DEFAULT").features[:21].eval().requires_grad_(False)
content = to_tensor(Image.open("c.jpg"))[None]
style = to_tensor(Image.open("s.jpg"))[None]
target = content.clone().requires_grad_(True)


def gram(t):
    b, c, h, w = t.shape
    f = t.view(c, h * w)
    return f @ f.T / (c * h * w)


opt = torch.optim.Adam([target], lr=0.02)
fc, fs = cnn(content), gram(cnn(style))
for i in range(300):
    f = cnn(target)
    loss = (f - fc).pow(2).mean() + 1e4 * (gram(f) - fs).pow(2).mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
