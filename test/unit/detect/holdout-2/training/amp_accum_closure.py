import torch
from torch import nn, optim
from torch.cuda.amp import autocast, GradScaler
from dataset import WaveDataset
from model import WaveNet

def build_step(net, opt, scaler, accum):
    count = 0
    def step(x, y):
        nonlocal count
        with autocast():
            out = net(x)
            l = nn.functional.cross_entropy(out, y) / accum
        scaler.scale(l).backward()
        count += 1
        if count % accum == 0:
            scaler.unscale_(opt)
            nn.utils.clip_grad_norm_(net.parameters(), 1.)
            scaler.step(opt)
            scaler.update()
            opt.zero_grad(set_to_none=True)
        return l.item() * accum
    return step

net = WaveNet().cuda()
step = build_step(net, optim.AdamW(net.parameters(), 2e-4), GradScaler(), 4)
loader = torch.utils.data.DataLoader(WaveDataset('vctk'), batch_size=8, shuffle=True, num_workers=4)
for epoch in range(20):
    for x, y in loader:
        print(step(x.cuda(), y.cuda()))
