import argparse
import torch
from timm import create_model, utils
from timm.data import create_dataset, create_loader
from timm.optim import create_optimizer_v2
from timm.utils import NativeScaler

def train_one_epoch(epoch, model, loader, optimizer, loss_fn, args, loss_scaler):
    model.train()
    for batch_idx, (input, target) in enumerate(loader):
        with torch.autocast("cuda"):
            loss = loss_fn(model(input), target)
        loss_scaler(loss, optimizer, clip_grad=args.clip_grad, parameters=model.parameters())
        optimizer.zero_grad()

def main():
    p = argparse.ArgumentParser()
    p.add_argument("--epochs", default=300, type=int)
    p.add_argument("-b", "--batch-size", default=128, type=int)
    p.add_argument("--clip-grad", type=float)
    args = p.parse_args()
    utils.random_seed(42)
    model = create_model("vit_base_patch16_224").cuda()
    optimizer = create_optimizer_v2(model, opt="adamw", lr=1e-3)
    loader = create_loader(create_dataset("", root="imagenet"), 224, args.batch_size, is_training=True)
    for epoch in range(args.epochs):
        train_one_epoch(epoch, model, loader, optimizer, torch.nn.CrossEntropyLoss(), args, NativeScaler())

if __name__ == "__main__":
    main()
