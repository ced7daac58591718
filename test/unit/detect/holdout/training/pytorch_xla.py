import torch_xla.core.xla_model as xm, torch_xla.distributed.xla_multiprocessing as xmp, torch
from m import Net, loader
def _mp_fn(index):
    d = xm.xla_device(); n = Net().to(d); o = torch.optim.SGD(n.parameters(), .01)
    for e in range(5):
        for x, y in loader(index):
            o.zero_grad(); torch.nn.functional.nll_loss(n(x.to(d)), y.to(d)).backward(); xm.optimizer_step(o)
if __name__ == '__main__': xmp.spawn(_mp_fn, nprocs=8)
