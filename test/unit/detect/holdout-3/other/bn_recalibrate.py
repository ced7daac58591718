import torch
from timm.models import create_model
from data import train_loader
m = create_model('resnet50', checkpoint_path='swa.pth').cuda()
m.train()
with torch.no_grad():
    for i, (x, _) in enumerate(train_loader):
        m(x.cuda())
        if i > 200: break
torch.save(m.state_dict(), 'swa_bn.pth')
