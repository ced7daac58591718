import h5py
import torch
import torchvision
from tqdm import tqdm
from data import loader

model = torchvision.models.efficientnet_b0(weights="DEFAULT")
model.classifier = torch.nn.Identity()
model.train(False).cuda()
torch.set_grad_enabled(False)
with h5py.File("feats.h5", "w") as f:
    d = f.create_dataset("x", (len(loader.dataset), 1280), dtype="f4")
    n = 0
    for epoch in range(1):
        for x, _ in tqdm(loader):
            out = model(x.cuda())
            d[n:n + len(out)] = out.cpu()
            n += len(out)
