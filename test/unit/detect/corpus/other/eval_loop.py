import argparse
import torch
from models import get_model
from data import get_loader


def validate(model, loader, criterion):
    model.eval()
    total, correct, loss_sum = 0, 0, 0.0
    with torch.no_grad():
        for x, y in loader:
            out = model(x.cuda())
            loss_sum += criterion(out, y.cuda()).item()
            correct += (out.argmax(1) == y.cuda()).sum().item()
            total += len(y)
    print(f"val loss {loss_sum / total:.4f} acc {correct / total:.2%}")


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--batch-size", type=int, default=256)
    args = ap.parse_args()
    model = get_model().cuda()
    model.load_state_dict(torch.load(args.checkpoint)["model"])
    validate(model, get_loader("val", args.batch_size), torch.nn.CrossEntropyLoss())
