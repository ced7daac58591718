import lightning as L
import torch
import torch.nn.functional as F
from lightning.pytorch.demos import Transformer, WikiText2
from torch.utils.data import DataLoader, random_split


def main():
    L.seed_everything(42)
    fabric = L.Fabric(accelerator="auto", devices="auto", strategy="ddp", precision="bf16-mixed")
    fabric.launch()
    with fabric.rank_zero_first(local=False):
        dataset = WikiText2()
    train_data, val_data = random_split(dataset, [0.9, 0.1])
    train_loader = fabric.setup_dataloaders(DataLoader(train_data, batch_size=20, shuffle=True))
    with fabric.init_module():
        model = Transformer(vocab_size=dataset.vocab_size)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    model, optimizer = fabric.setup(model, optimizer)
    for epoch in range(20):
        for it, batch in enumerate(train_loader):
            inp, target = batch
            output = model(inp, target)
            loss = F.nll_loss(output, target.view(-1))
            fabric.backward(loss)
            fabric.clip_gradients(model, optimizer, clip_val=0.25)
            optimizer.step()
            optimizer.zero_grad()
            if it % 200 == 0:
                fabric.print(f"epoch: {epoch} - iteration: {it} - loss: {loss.item():.4f}")


if __name__ == "__main__":
    main()
