import argparse
import torch
from tqdm import tqdm
from models import build
from datasets_ import loader

@torch.no_grad()
def evaluate(model, dl, device):
    model.eval()
    right = total = 0
    for x, y in tqdm(dl):
        p = model(x.to(device)).argmax(1).cpu()
        right += (p == y).sum().item()
        total += len(y)
    return right / total

if __name__ == '__main__':
    p = argparse.ArgumentParser()
    p.add_argument('--ckpt', required=True)
    p.add_argument('--batch-size', type=int, default=256)
    p.add_argument('--epochs', type=int, default=1)
    a = p.parse_args()
    model = build()
    state = torch.load(a.ckpt)
    model.load_state_dict(state['model'])
    optimizer_state = state['optimizer']
    print('best epoch', state['epoch'], 'train loss', state['train_loss'])
    print(evaluate(model.cuda(), loader('val', a.batch_size), 'cuda'))
