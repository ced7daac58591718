import lightning as L
import torch
from torchvision.models import vit_b_16

def main():
    fabric = L.Fabric(accelerator="cuda", devices=8, strategy="fsdp", precision="bf16-mixed")
    fabric.launch()
    with fabric.init_module():
        model = vit_b_16()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)
    model, optimizer = fabric.setup(model, optimizer)
    loader = fabric.setup_dataloaders(get_loader())
    for i, (x, y) in enumerate(loader):
        is_accumulating = i % 8 != 0
        with fabric.no_backward_sync(model, enabled=is_accumulating):
            loss = torch.nn.functional.cross_entropy(model(x), y)
            fabric.backward(loss / 8)
        if not is_accumulating:
            fabric.clip_gradients(model, optimizer, max_norm=1.0)
            optimizer.step()
            optimizer.zero_grad()

if __name__ == "__main__":
    main()
