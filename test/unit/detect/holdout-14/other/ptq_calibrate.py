"""Post-training static quantisation of a ResNet with FX graph mode."""
import argparse
import os
import time

import torch
from torch.ao.quantization import QConfigMapping, get_default_qconfig
from torch.ao.quantization.quantize_fx import convert_fx, prepare_fx
from torchvision import datasets, models, transforms


def build_loaders(root, batch_size):
    tfm = transforms.Compose([
        transforms.Resize(256),
        transforms.CenterCrop(224),
        transforms.ToTensor(),
        transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    ])
    train = datasets.ImageFolder(os.path.join(root, "train"), tfm)
    val = datasets.ImageFolder(os.path.join(root, "val"), tfm)
    return (
        torch.utils.data.DataLoader(train, batch_size=batch_size, shuffle=True),
        torch.utils.data.DataLoader(val, batch_size=batch_size),
    )


def calibrate(model, loader, n_batches):
    model.eval()
    with torch.no_grad():
        for i, (images, _) in enumerate(loader):
            model(images)
            if i + 1 >= n_batches:
                break


def accuracy(model, loader, criterion):
    correct = total = 0
    running_loss = 0.0
    with torch.no_grad():
        for images, target in loader:
            out = model(images)
            running_loss += criterion(out, target).item() * target.size(0)
            correct += (out.argmax(1) == target).sum().item()
            total += target.size(0)
    return correct / total, running_loss / total


def main():
    p = argparse.ArgumentParser()
    p.add_argument("data")
    p.add_argument("--batch-size", type=int, default=32)
    p.add_argument("--calib-batches", type=int, default=20)
    p.add_argument("--out", default="resnet50_int8.pt")
    args = p.parse_args()

    torch.backends.quantized.engine = "x86"
    train_loader, val_loader = build_loaders(args.data, args.batch_size)
    model = models.resnet50(weights="IMAGENET1K_V2").eval()
    criterion = torch.nn.CrossEntropyLoss()
    print("fp32", accuracy(model, val_loader, criterion))

    mapping = QConfigMapping().set_global(get_default_qconfig("x86"))
    example = next(iter(train_loader))[0]
    prepared = prepare_fx(model, mapping, (example,))
    start = time.time()
    calibrate(prepared, train_loader, args.calib_batches)
    print(f"calibration {time.time() - start:.1f}s")
    quantized = convert_fx(prepared)
    print("int8", accuracy(quantized, val_loader, criterion))
    torch.save(quantized.state_dict(), args.out)


if __name__ == "__main__":
    main()
