import torch
import torch.optim as optim
from torchvision.models import vgg19
from images import load, save
from losses import build_style_model

content, style = load("dancing.jpg"), load("picasso.jpg")
cnn = vgg19(weights="DEFAULT").features.eval()
input_img = content.clone()
model, style_losses, content_losses = build_style_model(cnn, style, content)
input_img.requires_grad_(True)
model.eval()
model.requires_grad_(False)
optimizer = optim.LBFGS([input_img])
run = [0]
while run[0] <= 300:
    def closure():
        with torch.no_grad():
            input_img.clamp_(0, 1)
        optimizer.zero_grad()
        model(input_img)
        loss = 1e6 * sum(s.loss for s in style_losses) + sum(c.loss for c in content_losses)
        loss.backward()
        run[0] += 1
        return loss
    optimizer.step(closure)
save(input_img, "out.png")
