import copy
import numpy as np
import torch

theta = torch.nn.Sequential(torch.nn.Linear(1, 64), torch.nn.Tanh(), torch.nn.Linear(64, 64), torch.nn.Tanh(), torch.nn.Linear(64, 1))
inner_lr, outer_lr, inner_epochs = 0.02, 0.1, 1
xs = np.linspace(-5, 5, 50)[:, None]

def gen_task():
    a, ph = np.random.uniform(.1, 5), np.random.uniform(0, 2 * np.pi)
    return lambda x: np.sin(x + ph) * a

def to_t(x): return torch.tensor(x, dtype=torch.float32)

def train_on_batch(x, y):
    theta.zero_grad()
    loss = (theta(to_t(x)) - to_t(y)).pow(2).mean()
    loss.backward()
    for param in theta.parameters():
        param.data -= inner_lr * param.grad.data

for iteration in range(30000):
    before = copy.deepcopy(theta.state_dict())
    f = gen_task()
    order = np.random.permutation(len(xs))
    for start in range(0, len(xs), 10):
        batch = order[start:start + 10]
        train_on_batch(xs[batch], f(xs[batch]))
    after = theta.state_dict()
    step = outer_lr * (1 - iteration / 30000)
    theta.load_state_dict({n: before[n] + (after[n] - before[n]) * step for n in before})
