from tinygrad import Tensor, nn, TinyJit
from tinygrad.nn.datasets import mnist
from tinygrad.helpers import trange

class Model:
  def __init__(self):
    self.l1 = nn.Conv2d(1, 32, kernel_size=(3,3))
    self.l3 = nn.Linear(1600, 10)
  def __call__(self, x): return self.l3(self.l1(x).relu().max_pool2d().flatten(1))

X_train, Y_train, X_test, Y_test = mnist()
model = Model()
opt = nn.optim.Adam(nn.state.get_parameters(model))

@TinyJit
@Tensor.train()
def step() -> Tensor:
  opt.zero_grad()
  samples = Tensor.randint(512, high=X_train.shape[0])
  loss = model(X_train[samples]).sparse_categorical_crossentropy(Y_train[samples]).backward()
  return loss.realize(*opt.schedule_step())

for i in (t:=trange(70)):
  t.set_description(f"loss: {step().item():6.2f}")
