import argparse
import os

import numpy as np
import open_clip
import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset
from tqdm import tqdm


class Folder(Dataset):
    def __init__(self, root, transform):
        self.paths = sorted(os.path.join(d, f) for d, _, fs in os.walk(root) for f in fs if f.endswith(".jpg"))
        self.transform = transform

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i):
        return self.transform(Image.open(self.paths[i]).convert("RGB")), i


def run(args):
    model, _, preprocess = open_clip.create_model_and_transforms(args.model, pretrained=args.pretrained)
    model = model.to(args.device).eval()
    ds = Folder(args.root, preprocess)
    feats = np.zeros((len(ds), model.visual.output_dim), dtype=np.float16)
    for epoch, (x, idx) in enumerate(tqdm(DataLoader(ds, args.batch_size, num_workers=args.workers))):
        with torch.no_grad(), torch.autocast("cuda"):
            f = model.encode_image(x.to(args.device))
            f = f / f.norm(dim=-1, keepdim=True)
        feats[idx.numpy()] = f.cpu().numpy()
    np.save(args.out, feats)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("root")
    parser.add_argument("--model", default="ViT-B-32")
    parser.add_argument("--pretrained", default="laion2b_s34b_b79k")
    parser.add_argument("--batch-size", type=int, default=256)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--out", default="train_features.npy")
    run(parser.parse_args())
