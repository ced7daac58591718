import random
from pathlib import Path

import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms


class Faces(Dataset):
    def __init__(self, root, train=True):
        self.files = sorted(Path(root).glob("train/*.jpg" if train else "val/*.jpg"))
        self.tf = transforms.Compose([transforms.RandomHorizontalFlip() if train else transforms.Lambda(lambda x: x), transforms.ToTensor()])

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        return self.tf(Image.open(self.files[i])), int(self.files[i].stem.split("_")[0])


def train_loader(root, bs):
    return DataLoader(Faces(root), bs, shuffle=True, num_workers=8, pin_memory=True, drop_last=True)


if __name__ == "__main__":
    mean = std = 0.0
    for epoch in range(1):
        for x, y in train_loader("faces", 64):
            mean += x.mean((0, 2, 3)).sum()
            std += x.std((0, 2, 3)).sum()
    print(mean, std)
