import lightning as L
import torch
from lightning.fabric.strategies import FSDPStrategy
from lit_gpt.model import GPT, Block, Config
from torch.utils.data import DataLoader

micro_batch_size = 4
max_steps = 100_000


def setup(devices: int = 4, precision: str = "bf16-mixed", resume: bool = False):
    strategy = FSDPStrategy(auto_wrap_policy={Block}, state_dict_type="full", limit_all_gathers=True)
    fabric = L.Fabric(devices=devices, strategy=strategy, precision=precision)
    fabric.launch(main, resume)


def main(fabric, resume):
    with fabric.init_module(empty_init=False):
        model = GPT(Config.from_name("pythia-1b"))
    model = fabric.setup(torch.compile(model))
    optimizer = fabric.setup_optimizers(torch.optim.AdamW(model.parameters(), lr=6e-4, fused=True))
    loader = fabric.setup_dataloaders(make_loader())
    train(fabric, {"model": model, "optimizer": optimizer, "iter": 0}, loader)


def train(fabric, state, loader):
    model, optimizer = state["model"], state["optimizer"]
    for batch in loader:
        if state["iter"] >= max_steps:
            break
        accumulating = (state["iter"] + 1) % 8 != 0
        with fabric.no_backward_sync(model, enabled=accumulating):
            logits = model(batch[:, :-1])
            loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
            fabric.backward(loss / 8)
        if not accumulating:
            fabric.clip_gradients(model, optimizer, max_norm=1.0)
            optimizer.step()
            optimizer.zero_grad()
        state["iter"] += 1


def make_loader():
    from lit_gpt.packed_dataset import PackedDataset
    return DataLoader(PackedDataset("data/slimpajama", 2049), batch_size=micro_batch_size)


if __name__ == "__main__":
    torch.set_float32_matmul_precision("high")
    from jsonargparse import CLI
    CLI(setup)
