import torch
import torch.nn.functional as F
from net import load


def fgsm(image, epsilon, data_grad):
    return torch.clamp(image + epsilon * data_grad.sign(), 0, 1)


def test(model, device, loader, epsilon):
    correct = 0
    for data, target in loader:
        data.requires_grad = True
        output = model(data)
        loss = F.nll_loss(output, target)
        model.zero_grad()
        loss.backward()
        perturbed = fgsm(data, epsilon, data.grad.data)
        correct += (model(perturbed).argmax(1) == target).sum()
    print(correct)


if __name__ == "__main__":
    model, loader = load()
    test(model, "cuda", loader, 0.1)
