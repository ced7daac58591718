from pathlib import Path
import numpy as np
import torch
from torchvision.utils import make_grid, save_image
from tinygrad.nn.state import get_parameters
from tinygrad.tensor import Tensor
from tinygrad.helpers import trange
from tinygrad.nn import optim
from extra.datasets import fetch_mnist

class LinearGen:
  def __init__(self):
    self.l1, self.l2 = Tensor.scaled_uniform(128, 256), Tensor.scaled_uniform(256, 512)
    self.l3, self.l4 = Tensor.scaled_uniform(512, 1024), Tensor.scaled_uniform(1024, 784)
  def forward(self, x):
    for l in (self.l1, self.l2, self.l3): x = x.dot(l).leakyrelu(0.2)
    return x.dot(self.l4).tanh()

class LinearDisc:
  def __init__(self):
    self.l1, self.l2 = Tensor.scaled_uniform(784, 1024), Tensor.scaled_uniform(1024, 512)
    self.l3, self.l4 = Tensor.scaled_uniform(512, 256), Tensor.scaled_uniform(256, 2)
  def forward(self, x):
    x = x.add(1).dot(self.l1).leakyrelu(0.2).dropout(0.3)
    x = x.dot(self.l2).leakyrelu(0.2).dropout(0.3)
    return x.dot(self.l3).leakyrelu(0.2).dropout(0.3).dot(self.l4).log_softmax()

def batch(images): return Tensor(images[np.random.randint(0, images.shape[0], size=(512,))].reshape(-1, 784) / 127.5 - 1, requires_grad=False)
def label(bs, col, val):
  y = np.zeros((bs, 2), np.float32); y[range(bs), [col] * bs] = val
  return Tensor(y)

def step_d(opt, real, fake):
  Tensor.training = True
  opt.zero_grad()
  l_r = (disc.forward(real) * label(512, 1, -2.0)).mean()
  l_f = (disc.forward(fake) * label(512, 0, -2.0)).mean()
  l_r.backward(); l_f.backward()
  opt.step()
  return (l_r + l_f).numpy()

def step_g(opt, fake):
  opt.zero_grad()
  loss = (disc.forward(fake) * label(512, 1, -2.0)).mean()
  loss.backward()
  opt.step()
  return loss.numpy()

if __name__ == "__main__":
  images = np.vstack((fetch_mnist()[0], fetch_mnist()[2]))
  gen, disc = LinearGen(), LinearDisc()
  out = Path("./gan"); out.mkdir(exist_ok=True)
  og, od = optim.Adam(get_parameters(gen), lr=0.0002, b1=0.5), optim.Adam(get_parameters(disc), lr=0.0002, b1=0.5)
  for e in (t := trange(300)):
    lg = ld = 0.0
    for _ in range(len(images) // 512):
      ld += step_d(od, batch(images), gen.forward(Tensor.randn(512, 128)).detach())
      lg += step_g(og, gen.forward(Tensor.randn(512, 128)))
    if e % 10 == 0: save_image(make_grid(torch.tensor(gen.forward(Tensor.randn(64, 128)).numpy()).reshape(-1, 1, 28, 28)), out / f"{e}.jpg")
    t.set_description(f"G {lg:.2f} D {ld:.2f}")
