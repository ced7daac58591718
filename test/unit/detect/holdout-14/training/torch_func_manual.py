import torch
from torch.func import functional_call, grad_and_value
from torchvision import datasets, transforms
from model import LeNet

model = LeNet()
params = dict(model.named_parameters())
loader = torch.utils.data.DataLoader(datasets.MNIST(".", download=True, transform=transforms.ToTensor()), 64, shuffle=True)


def compute_loss(params, x, y):
    return torch.nn.functional.cross_entropy(functional_call(model, params, (x,)), y)


step_fn = grad_and_value(compute_loss)
lr = 0.05
for epoch in range(3):
    for x, y in loader:
        grads, value = step_fn(params, x, y)
        params = {name: p - lr * grads[name] for name, p in params.items()}
    print(epoch, value.item())
torch.save(params, "lenet.pt")
