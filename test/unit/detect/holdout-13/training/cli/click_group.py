import click
import torch

from tts.model import Tacotron
from tts.data import loader


@click.group()
@click.option("--device", default="cuda")
@click.pass_context
def cli(ctx, device):
    ctx.obj = {"device": device}


@cli.command("synthesize")
@click.argument("text")
@click.pass_obj
def synthesize(obj, text):
    Tacotron.load("best.pt").to(obj["device"]).speak(text)


@cli.command("fit")
@click.option("--max-steps", type=int, default=250_000)
@click.pass_obj
def fit_cmd(obj, max_steps):
    net = Tacotron().to(obj["device"])
    optim = torch.optim.Adam(net.parameters(), 1e-3)
    it = iter(loader())
    for k in range(max_steps):
        batch = next(it)
        mel, gate = net(batch.text)
        err = (mel - batch.mel).pow(2).mean() + torch.nn.functional.binary_cross_entropy_with_logits(gate, batch.gate)
        optim.zero_grad()
        err.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optim.step()


if __name__ == "__main__":
    cli()
