from tinygrad import Tensor, nn
from tinygrad.nn.optim import SGD
X = Tensor([[0, 0], [0, 1], [1, 0], [1, 1]]).float(); Y = Tensor([[0.], [1], [1], [0]])
class N:
  def __init__(self): self.a, self.b = nn.Linear(2, 8), nn.Linear(8, 1)
  def __call__(self, x): return self.b(self.a(x).tanh()).sigmoid()
n = N(); o = SGD(nn.state.get_parameters(n), lr=.5)
with Tensor.train():
  for i in range(1000):
    o.zero_grad(); l = ((n(X) - Y) ** 2).mean().backward(); o.step()
print(n(X).numpy())
