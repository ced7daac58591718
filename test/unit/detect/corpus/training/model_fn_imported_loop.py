import torch
from engine import train_one_epoch, evaluate
from detection_data import PennFudan, collate
import torchvision
model = torchvision.models.detection.maskrcnn_resnet50_fpn(num_classes=2)
params = [p for p in model.parameters() if p.requires_grad]
optimizer = torch.optim.SGD(params, lr=0.005, momentum=0.9, weight_decay=0.0005)
dl = torch.utils.data.DataLoader(PennFudan('.'), 2, True, collate_fn=collate)
for epoch in range(10):
    train_one_epoch(model, optimizer, dl, 'cuda', epoch, print_freq=10)
    evaluate(model, dl, 'cuda')
