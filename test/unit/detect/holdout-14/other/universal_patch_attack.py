import torch
import torchvision.transforms.functional as TF
from torch import nn
from ultralytics import YOLO

from coco import person_images

DEVICE = "cuda"
detector = YOLO("yolov8n.pt").model.to(DEVICE).eval()
for p in detector.parameters():
    p.requires_grad_(False)

patch = torch.rand(3, 96, 96, device=DEVICE, requires_grad=True)
optimizer = torch.optim.Adam([patch], lr=0.03)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 200)


def paste(images, patch):
    out = images.clone()
    for b in range(len(out)):
        angle = torch.empty(1).uniform_(-15, 15).item()
        rotated = TF.rotate(patch, angle)
        top, left = torch.randint(0, 640 - 96, (2,)).tolist()
        out[b, :, top:top + 96, left:left + 96] = rotated
    return out


for epoch in range(20):
    for images in person_images(batch_size=8):
        adv = paste(images.to(DEVICE), patch.clamp(0, 1))
        prediction = detector(adv)[0]
        person = prediction[:, 4, :].max(dim=1).values.mean()
        tv = (patch[:, 1:] - patch[:, :-1]).abs().mean() + (patch[:, :, 1:] - patch[:, :, :-1]).abs().mean()
        loss = person + 0.1 * tv
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    scheduler.step()
    print(epoch, loss.item())

TF.to_pil_image(patch.detach().cpu().clamp(0, 1)).save("patch.png")
