import torch
import torch.optim as optim
from torchvision.models import vgg19
from helpers import gram, load_image, save_image

vgg = vgg19(weights="DEFAULT").features.cuda().eval()
for p in vgg.parameters():
    p.requires_grad_(False)
content, style = load_image("c.jpg").cuda(), load_image("s.jpg").cuda()


def feats(x, idx=(0, 5, 10, 19, 28)):
    out = []
    for i, l in enumerate(vgg):
        x = l(x)
        if i in idx:
            out.append(x)
    return out


cf, sg = feats(content)[3].detach(), [gram(f).detach() for f in feats(style)]
img = content.clone().requires_grad_(True)
opt = optim.LBFGS([img])
run = [0]
while run[0] <= 300:
    def closure():
        opt.zero_grad()
        f = feats(img)
        loss = ((f[3] - cf) ** 2).mean() + 1e6 * sum(((gram(a) - b) ** 2).mean() for a, b in zip(f, sg))
        loss.backward()
        run[0] += 1
        return loss
    opt.step(closure)
save_image(img, "out.png")
