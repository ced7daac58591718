import torch
from PIL import Image
from torchvision import models, transforms

net = models.inception_v3(weights="DEFAULT").eval()
activations = {}
net.Mixed_5c.register_forward_hook(lambda m, i, o: activations.__setitem__("a", o))

img = transforms.ToTensor()(Image.open("sky.jpg").resize((512, 384))).unsqueeze(0)
lr = 0.02
for octave in range(4):
    h, w = int(384 * 1.3 ** (octave - 3)), int(512 * 1.3 ** (octave - 3))
    img = torch.nn.functional.interpolate(img, (h, w), mode="bilinear")
    for i in range(20):
        img = img.detach().requires_grad_(True)
        net(img)
        loss = activations["a"].norm()
        loss.backward()
        g = img.grad
        img = img + lr * g / (g.abs().mean() + 1e-8)
        img = img.clamp(0, 1)
    print("octave", octave, loss.item())
transforms.ToPILImage()(img[0].detach()).save("dream.png")
