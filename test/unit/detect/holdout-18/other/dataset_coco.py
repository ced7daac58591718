import json
from pathlib import Path

import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset
from torchvision.transforms import v2


class CocoSmall(Dataset):
    def __init__(self, root, split="train", size=256):
        self.root = Path(root)
        self.ann = json.loads((self.root / f"{split}.json").read_text())
        self.tf = v2.Compose([v2.ToImage(), v2.RandomResizedCrop(size), v2.ToDtype(torch.float32, True)])

    def __len__(self):
        return len(self.ann)

    def __getitem__(self, i):
        a = self.ann[i]
        return self.tf(Image.open(self.root / a["file"]).convert("RGB")), torch.tensor(a["label"])


def train_loader(root, bs):
    return DataLoader(CocoSmall(root), bs, shuffle=True, drop_last=True)


if __name__ == "__main__":
    mean = torch.zeros(3)
    n = 0
    for x, _ in train_loader("data/coco", 32):
        mean += x.mean((0, 2, 3)) * len(x)
        n += len(x)
    print(mean / n)
