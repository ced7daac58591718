import matplotlib.pyplot as plt
import torch
import torchvision.transforms as T
from PIL import Image
from torchvision.models import vgg19

model = vgg19(weights="IMAGENET1K_V1").eval()
for p in model.parameters():
    p.requires_grad = False
img = T.Compose([T.Resize((224, 224)), T.ToTensor()])(Image.open("dog.jpg").convert("RGB"))[None]
img.requires_grad_()
score, idx = model(img).max(1)
score.backward()
sal = img.grad.abs().max(1).values[0]
plt.imshow(sal, cmap="hot")
plt.savefig("sal.png")
