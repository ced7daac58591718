import torch
from tqdm import tqdm
from net import Net
from dataset import get

def run(split):
    model = Net()
    model.load_state_dict(torch.load("best.pth", map_location="cpu"))
    model.train(False)
    losses = []
    for x, y in tqdm(get(split, batch_size=128)):
        with torch.set_grad_enabled(False):
            losses.append(torch.nn.functional.cross_entropy(model(x), y).item())
    print(split, sum(losses) / len(losses))

for s in ("train", "val", "test"):
    run(s)
