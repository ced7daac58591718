import torch, timm
from torch.utils.data import DataLoader
from torchvision.datasets import ImageFolder
from torchvision import transforms as T

tfm = T.Compose([T.Resize(256), T.CenterCrop(224), T.ToTensor()])
loader = DataLoader(ImageFolder('data/train', tfm), batch_size=64, shuffle=True, num_workers=8)
net = timm.create_model('vit_small_patch16_224', pretrained=True, num_classes=12).cuda()
criterion = torch.nn.CrossEntropyLoss()
opt = torch.optim.AdamW(net.parameters(), 3e-5)
scaler = torch.cuda.amp.GradScaler()
for ep in range(10):
    for xb, yb in loader:
        opt.zero_grad(set_to_none=True)
        with torch.autocast('cuda'):
            l = criterion(net(xb.cuda()), yb.cuda())
        scaler.scale(l).backward()
        scaler.step(opt)
        scaler.update()
    torch.save(net.state_dict(), f'vit_{ep}.pt')
