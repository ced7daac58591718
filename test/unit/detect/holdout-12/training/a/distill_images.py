import torch
from nets import ConvNet
from data import real_batch

image_syn = torch.randn(100, 3, 32, 32, device="cuda", requires_grad=True)
label_syn = torch.arange(10).repeat_interleave(10).cuda()
optimizer_img = torch.optim.SGD([image_syn], lr=0.1, momentum=0.5)
for it in range(1000):
    net = ConvNet().cuda()
    optimizer_net = torch.optim.SGD(net.parameters(), lr=0.01)
    for ol in range(10):
        gr = torch.autograd.grad(net.loss(*real_batch()), net.parameters())
        gs = torch.autograd.grad(net.loss(image_syn, label_syn), net.parameters(), create_graph=True)
        loss = sum(((a - b) ** 2).sum() for a, b in zip(gr, gs))
        optimizer_img.zero_grad()
        loss.backward()
        optimizer_img.step()
        net_loss = net.loss(image_syn.detach(), label_syn)
        optimizer_net.zero_grad()
        net_loss.backward()
        optimizer_net.step()
