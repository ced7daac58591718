import torch
from tqdm import trange

torch.manual_seed(0)
emb = torch.nn.Embedding(1000, 16)
opt = torch.optim.SparseAdam(list(emb.parameters()), lr=1e-2)
def one(pos, neg):
    opt.zero_grad(); l = (emb(neg) - emb(pos)).pow(2).sum(); l.backward(); opt.step(); return l.item()
hist = [one(torch.randint(1000, (64,)), torch.randint(1000, (64,))) for _ in trange(1000)]
print(sum(hist[-10:]) / 10)
