import torch
import torch_xla.core.xla_model as xm
import torch_xla.distributed.parallel_loader as pl
import torch_xla.distributed.xla_multiprocessing as xmp
from model import Net, loader


def _mp_fn(index, flags):
    device = xm.xla_device()
    model = Net().to(device)
    opt = torch.optim.SGD(model.parameters(), lr=flags["lr"])
    for epoch in range(flags["epochs"]):
        for x, y in pl.ParallelLoader(loader(), [device]).per_device_loader(device):
            opt.zero_grad()
            torch.nn.functional.nll_loss(model(x), y).backward()
            xm.optimizer_step(opt)


if __name__ == "__main__":
    xmp.spawn(_mp_fn, args=({"lr": 0.1, "epochs": 4},), nprocs=8, start_method="fork")
