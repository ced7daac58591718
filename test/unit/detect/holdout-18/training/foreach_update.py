import torch
import torch.nn.functional as F
from datasets import load_dataset
from model import TinyMixer

net = TinyMixer(dim=128, depth=4).cuda()
params = [p for p in net.parameters() if p.requires_grad]
momentum = [torch.zeros_like(p) for p in params]
mu, lr = 0.95, 0.02

ds = load_dataset("cifar10", split="train").with_format("torch")
dl = torch.utils.data.DataLoader(ds, batch_size=512, shuffle=True, num_workers=8)

step = 0
while step < 2000:
    for b in dl:
        loss = F.cross_entropy(net(b["img"].cuda().float() / 255), b["label"].cuda())
        grads = torch.autograd.grad(loss, params)
        with torch.no_grad():
            torch._foreach_mul_(momentum, mu)
            torch._foreach_add_(momentum, grads)
            torch._foreach_add_(params, momentum, alpha=-lr)
        step += 1
        if step % 20 == 0:
            print(step, float(loss))
        if step >= 2000:
            break
