import segmentation_models_pytorch as smp
import torch
from torch.utils.data import DataLoader
from dataset import CamVid

model = smp.FPN(encoder_name="se_resnext50_32x4d", classes=1, activation="sigmoid")
loss = smp.utils.losses.DiceLoss()
metrics = [smp.utils.metrics.IoU(threshold=0.5)]
optimizer = torch.optim.Adam([dict(params=model.parameters(), lr=0.0001)])
train_epoch = smp.utils.train.TrainEpoch(model, loss=loss, metrics=metrics, optimizer=optimizer, device="cuda", verbose=True)
train_loader = DataLoader(CamVid("train"), batch_size=8, shuffle=True)
for i in range(0, 40):
    train_logs = train_epoch.run(train_loader)
    print(train_logs)
