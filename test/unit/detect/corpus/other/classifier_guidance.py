import torch
from unet import UNet, Classifier, sched
u, c = UNet(), Classifier()
x = torch.randn(1, 3, 64, 64)
for t in sched.timesteps:
    x = x.detach().requires_grad_()
    eps = u(x, t)
    lp = torch.log_softmax(c(x, t), -1)[0, 207]
    g = torch.autograd.grad(lp, x)[0]
    eps = eps - 3.0 * sched.sigma(t) * g
    x = sched.step(eps, t, x).prev_sample
