import torch
from torchvision import models, transforms
from PIL import Image

model = models.resnet50(pretrained=True)
model.eval()
for name in ["cat.jpg", "dog.jpg"]:
    image = transforms.ToTensor()(Image.open(name)).unsqueeze(0).requires_grad_()
    score = model(image).max()
    score.backward()
    saliency = image.grad.abs().max(dim=1)[0]
    torch.save(saliency, name + ".pt")
