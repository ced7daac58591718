from tinygrad import Tensor, TinyJit, nn, GlobalCounters
from tinygrad.helpers import trange
from tinygrad.nn.datasets import mnist

class Model:
    def __init__(self):
        self.l = [nn.Conv2d(1, 32, 5), Tensor.relu, nn.Conv2d(32, 64, 3), Tensor.relu, lambda x: x.flatten(1), nn.Linear(30976, 10)]
    def __call__(self, x): return x.sequential(self.l)

if __name__ == "__main__":
    X, Y, Xt, Yt = mnist()
    model = Model()
    opt = nn.optim.Adam(nn.state.get_parameters(model))
    @TinyJit
    @Tensor.train()
    def train_step():
        opt.zero_grad()
        s = Tensor.randint(512, high=X.shape[0])
        loss = model(X[s]).sparse_categorical_crossentropy(Y[s]).backward()
        return loss.realize(*opt.schedule_step())
    for i in (t := trange(70)):
        loss = train_step()
        t.set_description(f"loss: {loss.item():.2f}")
