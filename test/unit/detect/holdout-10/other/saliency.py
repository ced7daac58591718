import torch
import torchvision.models as models
from torchvision import transforms
from PIL import Image

model = models.resnet50(weights="DEFAULT").eval()
for p in model.parameters():
    p.requires_grad_(False)
img = transforms.ToTensor()(Image.open("cat.jpg").resize((224, 224))).unsqueeze(0)
img.requires_grad_()
score = model(img).max()
score.backward()
sal = img.grad.abs().max(dim=1)[0]
print(sal.shape)
