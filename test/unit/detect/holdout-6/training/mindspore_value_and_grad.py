import mindspore
from mindspore import nn
from mindspore.dataset import vision, transforms, MnistDataset


def datapipe(path, batch_size):
    ds = MnistDataset(path)
    ds = ds.map([vision.Rescale(1.0 / 255.0, 0), vision.HWC2CHW()], 'image')
    return ds.batch(batch_size)


class Network(nn.Cell):
    def __init__(self):
        super().__init__()
        self.dense = nn.SequentialCell(nn.Flatten(), nn.Dense(28 * 28, 512), nn.ReLU(), nn.Dense(512, 10))

    def construct(self, x):
        return self.dense(x)


model = Network()
loss_fn = nn.CrossEntropyLoss()
optimizer = nn.SGD(model.trainable_params(), 1e-2)


def forward_fn(data, label):
    logits = model(data)
    return loss_fn(logits, label), logits


grad_fn = mindspore.value_and_grad(forward_fn, None, optimizer.parameters, has_aux=True)


def train_step(data, label):
    (loss, _), grads = grad_fn(data, label)
    optimizer(grads)
    return loss


for epoch in range(3):
    model.set_train()
    for data, label in datapipe('MNIST_Data/train', 64):
        loss = train_step(data, label)
    print(epoch, loss.asnumpy())
