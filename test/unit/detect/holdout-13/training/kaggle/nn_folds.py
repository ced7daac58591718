import gc
import warnings

import numpy as np
import pandas as pd
import torch
from sklearn.model_selection import StratifiedKFold
from torch.utils.data import DataLoader, TensorDataset

warnings.filterwarnings("ignore")


class CFG:
    n_fold = 5
    epochs = 4
    lr = 2e-5
    debug = False


train = pd.read_csv("../input/feedback/train.csv")


def train_fn(fold, loader, model, criterion, optimizer, epoch, scheduler, device):
    model.train()
    scaler = torch.cuda.amp.GradScaler(enabled=True)
    for step, (inputs, labels) in enumerate(loader):
        with torch.cuda.amp.autocast():
            loss = criterion(model(inputs.to(device)), labels.to(device))
        scaler.scale(loss).backward()
        grad_norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 1000)
        scaler.step(optimizer)
        scaler.update()
        optimizer.zero_grad()
        scheduler.step()


def train_loop(folds, fold):
    device = torch.device("cuda")
    t = folds[folds.fold != fold]
    loader = DataLoader(TensorDataset(torch.tensor(t[["a", "b"]].values), torch.tensor(t["y"].values)), 32)
    model = torch.nn.Linear(2, 1).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=CFG.lr)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 100)
    for epoch in range(CFG.epochs):
        train_fn(fold, loader, model, torch.nn.SmoothL1Loss(), optimizer, epoch, scheduler, device)
    torch.cuda.empty_cache()
    gc.collect()


if __name__ == "__main__":
    skf = StratifiedKFold(CFG.n_fold, shuffle=True, random_state=42)
    for n, (_, v) in enumerate(skf.split(train, train["y"])):
        train.loc[v, "fold"] = n
    for fold in range(CFG.n_fold):
        train_loop(train, fold)
