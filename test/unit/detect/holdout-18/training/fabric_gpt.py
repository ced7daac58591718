import lightning as L
import torch
from data import get_dataloader
from model import GPT, GPTConfig


def main(fabric):
    model = GPT(GPTConfig(n_layer=6, n_head=6, n_embd=384))
    opt = torch.optim.AdamW(model.parameters(), lr=6e-4)
    model, opt = fabric.setup(model, opt)
    loader = fabric.setup_dataloaders(get_dataloader(64))
    it = 0
    for _ in range(3):
        for x, y in loader:
            is_accumulating = (it + 1) % 4 != 0
            with fabric.no_backward_sync(model, enabled=is_accumulating):
                _, loss = model(x, y)
                fabric.backward(loss / 4)
            if not is_accumulating:
                fabric.clip_gradients(model, opt, max_norm=1.0)
                opt.step()
                opt.zero_grad()
            it += 1
            if it % 50 == 0:
                fabric.print(f"iter {it}: loss {loss.item():.4f}")
    fabric.save("out/ckpt.pt", {"model": model})


if __name__ == "__main__":
    fab = L.Fabric(accelerator="auto", devices=2, strategy="ddp", precision="bf16-mixed")
    fab.launch(main)
