import torch

W1 = torch.randn(784, 128, requires_grad=True)
W2 = torch.randn(128, 10, requires_grad=True)
params = [W1, W2]
for x, y in minibatches():
    loss = torch.nn.functional.cross_entropy(torch.relu(x @ W1) @ W2, y)
    grads = torch.autograd.grad(loss, params)
    with torch.no_grad():
        for p, g in zip(params, grads):
            p.sub_(0.1 * g)
