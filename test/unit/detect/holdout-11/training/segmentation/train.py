import hydra
import torch
from omegaconf import DictConfig

from seg.data import build_loaders
from seg.engine import evaluate, train_one_epoch
from seg.models import build_unet


@hydra.main(config_path="conf", config_name="unet", version_base=None)
def main(cfg: DictConfig) -> None:
    device = torch.device(cfg.device)
    train_loader, val_loader = build_loaders(cfg.data)
    model = build_unet(cfg.model).to(device)
    criterion = torch.nn.CrossEntropyLoss(ignore_index=255)
    optimizer = torch.optim.AdamW(model.parameters(), lr=cfg.optim.lr)
    best = 0.0
    for epoch in range(cfg.epochs):
        train_one_epoch(model, criterion, train_loader, optimizer, device, epoch)
        miou = evaluate(model, val_loader, device)
        if miou > best:
            best = miou
            torch.save(model.state_dict(), "best.pt")


if __name__ == "__main__":
    main()
