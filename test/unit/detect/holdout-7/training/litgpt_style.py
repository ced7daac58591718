import time
from pathlib import Path
import lightning as L
import torch
from jsonargparse import CLI
from lit_gpt.model import GPT, Config


def setup(model_name: str = "pythia-70m", devices: int = 4, precision: str = "bf16-true"):
    fabric = L.Fabric(devices=devices, precision=precision, strategy="auto")
    fabric.launch(main, model_name)


def main(fabric, model_name):
    fabric.seed_everything(1337)
    with fabric.init_module(empty_init=False):
        model = GPT(Config.from_name(model_name))
    model = fabric.setup(model)
    optimizer = fabric.setup_optimizers(torch.optim.AdamW(model.parameters(), lr=6e-4))
    train(fabric, model, optimizer, iter(fabric.setup_dataloaders(loaders())))


def train(fabric, model, optimizer, data):
    for it in range(600000):
        ids, tgt = next(data)
        loss = torch.nn.functional.cross_entropy(model(ids).flatten(0, 1), tgt.flatten())
        fabric.backward(loss)
        fabric.clip_gradients(model, optimizer, max_norm=1.0)
        optimizer.step()
        optimizer.zero_grad()


if __name__ == "__main__":
    CLI(setup)
