import click
import timm
import torch
from accelerate import Accelerator
from torch.utils.data import DataLoader
from torchvision.datasets import ImageFolder


@click.command()
@click.option("--data", type=click.Path(exists=True), required=True)
@click.option("--arch", default="convnext_tiny")
@click.option("--epochs", default=10)
@click.option("--bs", default=64)
def cli(data, arch, epochs, bs):
    acc = Accelerator(mixed_precision="fp16", gradient_accumulation_steps=2)
    model = timm.create_model(arch, pretrained=True, num_classes=37)
    cfg = timm.data.resolve_model_data_config(model)
    ds = ImageFolder(data, timm.data.create_transform(**cfg, is_training=True))
    dl = DataLoader(ds, bs, shuffle=True)
    opt = torch.optim.AdamW(model.parameters(), 3e-4)
    sched = torch.optim.lr_scheduler.OneCycleLR(opt, 3e-4, epochs=epochs, steps_per_epoch=len(dl))
    model, opt, dl, sched = acc.prepare(model, opt, dl, sched)
    for e in range(epochs):
        for xb, yb in dl:
            with acc.accumulate(model):
                loss = torch.nn.functional.cross_entropy(model(xb), yb)
                acc.backward(loss)
                opt.step()
                sched.step()
                opt.zero_grad()
        acc.print(f"epoch {e} loss {loss.item()}")


if __name__ == "__main__":
    cli()
