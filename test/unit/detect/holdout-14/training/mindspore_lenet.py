import argparse
import mindspore as ms
from mindspore import nn, dataset as ds
from mindspore.dataset import vision, transforms


def build_dataset(path, batch_size):
    data = ds.MnistDataset(path)
    data = data.map([vision.Rescale(1 / 255, 0), vision.Normalize((0.1307,), (0.3081,)), vision.HWC2CHW()], "image")
    return data.map(transforms.TypeCast(ms.int32), "label").batch(batch_size)


class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.seq = nn.SequentialCell(nn.Flatten(), nn.Dense(784, 512), nn.ReLU(), nn.Dense(512, 10))

    def construct(self, x):
        return self.seq(x)


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", default="MNIST_Data/train")
    ap.add_argument("--epochs", type=int, default=3)
    a = ap.parse_args()
    model, loss_fn = Net(), nn.CrossEntropyLoss()
    optimizer = nn.SGD(model.trainable_params(), 1e-2)

    def forward_fn(x, y):
        logits = model(x)
        return loss_fn(logits, y), logits

    grad_fn = ms.value_and_grad(forward_fn, None, optimizer.parameters, has_aux=True)

    def train_step(x, y):
        (loss, _), grads = grad_fn(x, y)
        optimizer(grads)
        return loss

    for t in range(a.epochs):
        model.set_train()
        for batch, (x, y) in enumerate(build_dataset(a.data, 64).create_tuple_iterator()):
            loss = train_step(x, y)
            if batch % 100 == 0:
                print(t, batch, loss.asnumpy())
    ms.save_checkpoint(model, "model.ckpt")
