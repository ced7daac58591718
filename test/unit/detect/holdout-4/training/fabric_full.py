import lightning as L
import torch
from lightning.fabric.strategies import FSDPStrategy
from lit_gpt import GPT, Config
from data import packed

def setup(precision="bf16-mixed"):
    fabric = L.Fabric(devices=4, strategy=FSDPStrategy(), precision=precision)
    fabric.launch(main)

def main(fabric):
    with fabric.init_module(empty_init=True):
        model = GPT(Config.from_name("pythia-1b"))
    optimizer = torch.optim.AdamW(model.parameters(), lr=6e-4)
    model, optimizer = fabric.setup(model, optimizer)
    train(fabric, model, optimizer, fabric.setup_dataloaders(packed("train")))

def train(fabric, model, optimizer, dl):
    for i, ids in enumerate(dl):
        acc = (i + 1) % 8 != 0
        with fabric.no_backward_sync(model, enabled=acc):
            loss = torch.nn.functional.cross_entropy(model(ids[:, :-1]).flatten(0, 1), ids[:, 1:].flatten())
            fabric.backward(loss / 8)
        if not acc:
            fabric.clip_gradients(model, optimizer, max_norm=1.0)
            optimizer.step()
            optimizer.zero_grad()

if __name__ == "__main__":
    setup()
