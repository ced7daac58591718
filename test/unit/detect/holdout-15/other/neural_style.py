import argparse
import os

import numpy as np
import torch
import torch.nn as nn
import torch.optim as optim
from PIL import Image
from torchvision import models, transforms

parser = argparse.ArgumentParser(description="Gatys style transfer")
parser.add_argument("--content", required=True)
parser.add_argument("--style", required=True)
parser.add_argument("--iters", type=int, default=500)
parser.add_argument("--size", type=int, default=512)
parser.add_argument("--alpha", type=float, default=1)
parser.add_argument("--beta", type=float, default=1e6)
parser.add_argument("--lr", type=float, default=1.0)
args = parser.parse_args()
device = "cuda" if torch.cuda.is_available() else "cpu"

norm = transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
load = lambda p: transforms.Compose([transforms.Resize(args.size), transforms.ToTensor(), norm])(
    Image.open(p).convert("RGB")).unsqueeze(0).to(device)

vgg = models.vgg19(weights="DEFAULT").features.to(device).eval()
for p in vgg.parameters():
    p.requires_grad_(False)
STYLE, CONTENT = {"0", "5", "10", "19", "28"}, {"21"}


def features(x):
    s, c = [], []
    for name, layer in vgg._modules.items():
        x = layer(x) if not isinstance(layer, nn.ReLU) else torch.relu(x)
        if name in STYLE:
            s.append(x)
        if name in CONTENT:
            c.append(x)
    return s, c


def gram(x):
    b, c, h, w = x.shape
    f = x.view(b * c, h * w)
    return f @ f.t() / (b * c * h * w)


content, style = load(args.content), load(args.style)
style_grams = [gram(f) for f in features(style)[0]]
content_feats = features(content)[1]
img = content.clone().requires_grad_(True)
optimizer = optim.LBFGS([img], lr=args.lr)
step = [0]
while step[0] < args.iters:
    def closure():
        optimizer.zero_grad()
        s, c = features(img)
        sl = sum(nn.functional.mse_loss(gram(a), b) for a, b in zip(s, style_grams))
        cl = sum(nn.functional.mse_loss(a, b) for a, b in zip(c, content_feats))
        loss = args.beta * sl + args.alpha * cl
        loss.backward()
        step[0] += 1
        if step[0] % 50 == 0:
            print("iter %d style %.3f content %.3f" % (step[0], sl.item(), cl.item()))
        return loss
    optimizer.step(closure)

out = img.detach().cpu().squeeze().permute(1, 2, 0).numpy() * [0.229, 0.224, 0.225] + [0.485, 0.456, 0.406]
Image.fromarray((np.clip(out, 0, 1) * 255).astype("uint8")).save(os.path.splitext(args.content)[0] + "_styled.png")
