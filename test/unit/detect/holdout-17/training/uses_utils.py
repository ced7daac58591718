import torch, argparse
from train_utils import train_one_epoch, evaluate
from models import build_model
from data import build_loaders

def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--epochs', type=int, default=50)
    args = ap.parse_args()
    device = 'cuda' if torch.cuda.is_available() else 'cpu'
    model = build_model().to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=.1, momentum=.9)
    tr, va = build_loaders()
    for epoch in range(args.epochs):
        loss = train_one_epoch(model, tr, torch.nn.CrossEntropyLoss(), optimizer, device)
        print(epoch, loss, evaluate(model, va, device))

if __name__ == '__main__':
    main()
