import torch
class AdamW8(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-3, betas=(.9, .999)): super().__init__(params, dict(lr=lr, betas=betas))
    @torch.no_grad()
    def step(self, closure=None):
        for g in self.param_groups:
            for p in g['params']:
                if p.grad is None: continue
                s = self.state[p]; m = s.setdefault('m', torch.zeros_like(p)); m.mul_(.9).add_(p.grad, alpha=.1)
                p.add_(m, alpha=-g['lr'])
