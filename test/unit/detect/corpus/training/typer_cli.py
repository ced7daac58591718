import typer
import torch
from rich.progress import track
from .nets import UNet
from .data import loaders

app = typer.Typer()


@app.command()
def train(epochs: int = 10, lr: float = 1e-3):
    """Train the network."""
    net = UNet()
    opt = torch.optim.Adam(net.parameters(), lr=lr)
    for epoch in track(range(epochs)):
        for x, y in loaders():
            opt.zero_grad(set_to_none=True)
            torch.nn.functional.cross_entropy(net(x), y).backward()
            opt.step()


@app.command()
def predict(path: str):
    net = UNet()
    print(net(torch.load(path)))


if __name__ == "__main__":
    app()
