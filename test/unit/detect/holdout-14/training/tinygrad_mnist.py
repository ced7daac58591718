from tinygrad import Tensor, TinyJit, nn, GlobalCounters
from tinygrad.helpers import getenv, trange
from tinygrad.nn.datasets import mnist


class Model:
    def __init__(self):
        self.layers = [
            nn.Conv2d(1, 32, 5), Tensor.relu, nn.Conv2d(32, 32, 5), Tensor.relu, nn.BatchNorm(32), Tensor.max_pool2d,
            nn.Conv2d(32, 64, 3), Tensor.relu, nn.BatchNorm(64), Tensor.max_pool2d, lambda x: x.flatten(1), nn.Linear(1600, 10)]

    def __call__(self, x):
        return x.sequential(self.layers)


if __name__ == "__main__":
    X_train, Y_train, X_test, Y_test = mnist()
    model = Model()
    opt = nn.optim.Muon(nn.state.get_parameters(model)) if getenv("MUON") else nn.optim.Adam(nn.state.get_parameters(model))

    @TinyJit
    @Tensor.train()
    def train_step():
        opt.zero_grad()
        samples = Tensor.randint(getenv("BS", 512), high=X_train.shape[0])
        loss = model(X_train[samples]).sparse_categorical_crossentropy(Y_train[samples]).backward()
        return loss.realize(*opt.schedule_step())

    for i in (t := trange(getenv("STEPS", 70))):
        GlobalCounters.reset()
        loss = train_step()
        t.set_description(f"loss: {loss.item():6.2f}")
