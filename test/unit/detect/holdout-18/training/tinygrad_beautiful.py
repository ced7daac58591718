from tinygrad import Tensor, TinyJit, nn, GlobalCounters
from tinygrad.helpers import trange
from tinygrad.nn.datasets import mnist

class Model:
  def __init__(self):
    self.layers = [nn.Conv2d(1, 32, 5), Tensor.relu, nn.BatchNorm(32), Tensor.max_pool2d, lambda x: x.flatten(1), nn.Linear(4608, 10)]
  def __call__(self, x): return x.sequential(self.layers)

if __name__ == "__main__":
  X_train, Y_train, X_test, Y_test = mnist()
  model = Model()
  opt = nn.optim.Adam(nn.state.get_parameters(model))

  @TinyJit
  @Tensor.train()
  def train_step():
    opt.zero_grad()
    samples = Tensor.randint(512, high=X_train.shape[0])
    loss = model(X_train[samples]).sparse_categorical_crossentropy(Y_train[samples]).backward()
    opt.step()
    return loss

  for i in (t := trange(70)):
    GlobalCounters.reset()
    loss = train_step()
    t.set_description(f"loss: {loss.item():6.2f}")
