import torch
import torch.nn.functional as F
from torchvision.models import vgg19, VGG19_Weights
from torchvision.transforms.functional import to_pil_image

from images import load_image

device = "cuda"
cnn = vgg19(weights=VGG19_Weights.DEFAULT).features.to(device).eval()
for p in cnn.parameters():
    p.requires_grad_(False)
content, style = load_image("city.jpg").to(device), load_image("wave.jpg").to(device)


def feats(x, layers=(0, 5, 10, 19, 28)):
    out = []
    for i, layer in enumerate(cnn):
        x = layer(x)
        if i in layers:
            out.append(x)
    return out


def gram(f):
    b, c, h, w = f.shape
    f = f.view(c, h * w)
    return f @ f.t() / (c * h * w)


target_c = feats(content)[3]
target_s = [gram(f) for f in feats(style)]
img = content.clone().requires_grad_(True)
opt = torch.optim.LBFGS([img])
for step in range(300):
    def closure():
        opt.zero_grad()
        fs = feats(img)
        loss = F.mse_loss(fs[3], target_c) + 1e6 * sum(F.mse_loss(gram(a), b) for a, b in zip(fs, target_s))
        loss.backward()
        return loss
    opt.step(closure)
to_pil_image(img[0].clamp(0, 1)).save("out.png")
