import torch, time
from timm.data import create_loader, create_dataset
from timm.loss import LabelSmoothingCrossEntropy
from timm.models import create_model
from timm.optim import create_optimizer_v2
from timm.scheduler import create_scheduler_v2
from timm.utils import NativeScaler
def main():
    model = create_model('convnext_tiny', num_classes=100).cuda()
    opt = create_optimizer_v2(model, 'adamw', lr=4e-3)
    sched, epochs = create_scheduler_v2(opt, num_epochs=300)
    scaler = NativeScaler()
    loader = create_loader(create_dataset('', 'data', split='train'), 224, 128, is_training=True)
    crit = LabelSmoothingCrossEntropy()
    for ep in range(epochs):
        train_epoch(ep, model, loader, opt, crit, scaler)
        sched.step(ep + 1)
def train_epoch(ep, model, loader, optimizer, crit, loss_scaler):
    model.train()
    for x, y in loader:
        with torch.autocast('cuda'):
            loss = crit(model(x), y)
        optimizer.zero_grad()
        loss_scaler(loss, optimizer, clip_grad=1., parameters=model.parameters(), create_graph=False)
if __name__ == '__main__':
    main()
