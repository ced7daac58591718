import torch
from torch.optim.optimizer import Optimizer
class Lion(Optimizer):
    def __init__(self, params, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0):
        super().__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay))
    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group['params']:
                if p.grad is None: continue
                st = self.state[p]
                m = st.setdefault('m', torch.zeros_like(p))
                p.add_((m * group['betas'][0] + p.grad * (1 - group['betas'][0])).sign_(), alpha=-group['lr'])
                m.lerp_(p.grad, 1 - group['betas'][1])
