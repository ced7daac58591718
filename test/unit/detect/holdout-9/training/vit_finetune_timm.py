import timm
import torch
from timm.data import create_transform, resolve_data_config
from timm.loss import LabelSmoothingCrossEntropy
from timm.scheduler import CosineLRScheduler
from torchvision.datasets import ImageFolder

model = timm.create_model("vit_base_patch16_224", pretrained=True, num_classes=37).cuda()
cfg = resolve_data_config({}, model=model)
train = torch.utils.data.DataLoader(ImageFolder("pets/train", create_transform(**cfg, is_training=True)), 64, shuffle=True, num_workers=8)
optimizer = torch.optim.AdamW(model.parameters(), lr=5e-5, weight_decay=0.05)
scheduler = CosineLRScheduler(optimizer, t_initial=10, warmup_t=1)
criterion = LabelSmoothingCrossEntropy(0.1)
for epoch in range(10):
    model.train()
    for samples, targets in train:
        with torch.autocast("cuda", dtype=torch.bfloat16):
            loss = criterion(model(samples.cuda()), targets.cuda())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
    scheduler.step(epoch)
