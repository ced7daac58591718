#!/usr/bin/env python3
# tinygrad, airbench style
import time, os
import numpy as np
from tinygrad import Tensor, TinyJit, nn, dtypes, GlobalCounters
from tinygrad.helpers import getenv, colored
from tinygrad.nn.datasets import cifar

BS, EPOCHS = getenv("BS", 512), getenv("EPOCHS", 12)

class Group:
  def __init__(self, i, o):
    self.c1, self.c2 = nn.Conv2d(i, o, 3, padding=1, bias=False), nn.Conv2d(o, o, 3, padding=1, bias=False)
    self.n1, self.n2 = nn.BatchNorm(o), nn.BatchNorm(o)
  def __call__(self, x):
    x = self.n1(self.c1(x).max_pool2d()).quick_gelu()
    return x + self.n2(self.c2(x)).quick_gelu()

class Net:
  def __init__(self):
    self.stem = nn.Conv2d(3, 24, 2)
    self.groups = [Group(24, 64), Group(64, 256), Group(256, 256)]
    self.head = nn.Linear(256, 10, bias=False)
  def __call__(self, x):
    x = self.stem(x).quick_gelu().sequential(self.groups)
    return self.head(x.max((2, 3))) * (1 / 9)

if __name__ == "__main__":
  X, Y, Xt, Yt = cifar()
  mean, std = X.float().mean((0, 2, 3), keepdim=True), X.float().std((0, 2, 3), keepdim=True)
  net = Net()
  opt = nn.optim.SGD(nn.state.get_parameters(net), lr=0.01, momentum=0.85, nesterov=True, weight_decay=0.0153)

  @TinyJit
  @Tensor.train()
  def step() -> Tensor:
    ix = Tensor.randint(BS, high=X.shape[0])
    x = ((X[ix].float() - mean) / std)
    x = (Tensor.rand(BS, 1, 1, 1) < 0.5).where(x, x.flip(-1))
    loss = net(x).sparse_categorical_crossentropy(Y[ix], label_smoothing=0.2)
    opt.zero_grad()
    loss.backward()
    return loss.realize(*opt.schedule_step())

  @TinyJit
  def acc() -> Tensor: return (net((Xt[:2000].float() - mean) / std).argmax(1) == Yt[:2000]).mean()

  for i in range(EPOCHS * 50000 // BS):
    GlobalCounters.reset()
    st = time.perf_counter()
    loss = step()
    if i % 50 == 0: print(f"{i:4d} loss {loss.item():.3f} {colored(f'{acc().item()*100:.2f}%', 'green')} {(time.perf_counter()-st)*1000:.1f} ms")
  nn.state.safe_save(nn.state.get_state_dict(net), "cifar.safetensors")
