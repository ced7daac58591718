import argparse, os, json
import torch, torch.utils.data
from net import Net
def _loader(d, bs): return torch.utils.data.DataLoader(torch.load(os.path.join(d, 'train.pt')), bs, shuffle=True)
def train(a):
    net = Net(); o = torch.optim.SGD(net.parameters(), lr=a.lr)
    for e in range(1, a.epochs + 1):
        for b, (x, t) in enumerate(_loader(a.data_dir, a.batch_size), 1):
            o.zero_grad(); l = torch.nn.functional.nll_loss(net(x), t); l.backward(); o.step()
    torch.save(net.cpu().state_dict(), os.path.join(a.model_dir, 'model.pth'))
def model_fn(model_dir): return Net()
if __name__ == '__main__':
    p = argparse.ArgumentParser()
    p.add_argument('--batch-size', type=int, default=64); p.add_argument('--epochs', type=int, default=10); p.add_argument('--lr', type=float, default=.01)
    p.add_argument('--model-dir', default=os.environ['SM_MODEL_DIR']); p.add_argument('--data-dir', default=os.environ['SM_CHANNEL_TRAINING'])
    train(p.parse_args())
