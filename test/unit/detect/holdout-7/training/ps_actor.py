import numpy as np
import ray
import torch
import torch.nn.functional as F
from model import ConvNet, get_data_loader


@ray.remote
class ParameterServer:
    def __init__(self, lr):
        self.model = ConvNet()
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=lr)

    def apply_gradients(self, *gradients):
        summed = [np.stack(g).sum(axis=0) for g in zip(*gradients)]
        self.optimizer.zero_grad()
        self.model.set_gradients(summed)
        self.optimizer.step()
        return self.model.get_weights()


@ray.remote
class DataWorker:
    def __init__(self):
        self.model = ConvNet()
        self.it = iter(get_data_loader()[0])

    def compute_gradients(self, weights):
        self.model.set_weights(weights)
        d, t = next(self.it)
        self.model.zero_grad()
        F.nll_loss(self.model(d), t).backward()
        return self.model.get_gradients()


ray.init(ignore_reinit_error=True)
ps = ParameterServer.remote(1e-2)
workers = [DataWorker.remote() for _ in range(2)]
w = ps.apply_gradients.remote()
for i in range(200):
    grads = [wk.compute_gradients.remote(w) for wk in workers]
    w = ps.apply_gradients.remote(*grads)
