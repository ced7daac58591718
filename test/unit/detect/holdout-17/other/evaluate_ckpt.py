import torch, argparse
from model import Net
from data import test_loader
ap = argparse.ArgumentParser(); ap.add_argument('--ckpt'); a = ap.parse_args()
net = Net(); ck = torch.load(a.ckpt); net.load_state_dict(ck['model']); opt = torch.optim.Adam(net.parameters()); opt.load_state_dict(ck['optimizer'])
net.train(); net.eval(); ok = n = 0
with torch.no_grad():
    for x, y in test_loader:
        ok += (net(x).argmax(1) == y).sum().item(); n += len(y)
print(f"epoch {ck['epoch']}: {ok / n:.4f}")
