import torch
import tyro
from dataclasses import dataclass

from data import PackedDataset
from modeling import Decoder


@dataclass
class Args:
    steps: int = 20_000
    lr: float = 3e-4
    batch_size: int = 32
    seq_len: int = 2048
    compile: bool = True


def main(args: Args):
    model = Decoder(dim=768, depth=12).cuda().bfloat16()
    opt = torch.optim.AdamW(model.parameters(), lr=args.lr, fused=True)
    sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, args.steps)

    def step(tokens):
        loss = model(tokens[:, :-1], targets=tokens[:, 1:])
        loss.backward()
        opt.step()
        opt.zero_grad()
        return loss.detach()

    if args.compile:
        step = torch.compile(step, mode="max-autotune")

    it = iter(PackedDataset("shards/*.bin", args.batch_size, args.seq_len))
    for i in range(args.steps):
        loss = step(next(it))
        sched.step()
        if i % 50 == 0:
            print(f"step {i}/{args.steps} loss {loss.item():.3f}")


if __name__ == "__main__":
    main(tyro.cli(Args))
