import os

import torch
from torch.nn.utils import clip_grad_norm_
from tqdm import tqdm


class Trainer:
    def __init__(self, model, optim_cfg, work_dir="runs"):
        self.model = model.cuda()
        self.optimizer = torch.optim.AdamW(model.parameters(), **optim_cfg)
        self.work_dir = work_dir
        os.makedirs(work_dir, exist_ok=True)

    def train(self, loader, val_loader, epochs):
        for epoch in range(epochs):
            self.model.train()
            for x, y in tqdm(loader, desc=f"epoch {epoch}"):
                loss = torch.nn.functional.cross_entropy(self.model(x.cuda()), y.cuda())
                self.optimizer.zero_grad()
                loss.backward()
                clip_grad_norm_(self.model.parameters(), 1.0)
                self.optimizer.step()
            self.validate(val_loader)
            torch.save(self.model.state_dict(), f"{self.work_dir}/{epoch}.pt")

    @torch.no_grad()
    def validate(self, loader):
        self.model.eval()
        hits = sum((self.model(x.cuda()).argmax(1).cpu() == y).sum().item() for x, y in loader)
        print("acc", hits / len(loader.dataset))
