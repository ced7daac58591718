import time
import numpy as np
import mindspore as ms
from mindspore import nn, ops
from mindspore.dataset import MnistDataset
import mindspore.dataset.vision as vision

ms.set_context(mode=ms.PYNATIVE_MODE, device_target="GPU")
batch_size, latent, total_epoch, lr = 128, 100, 200, 0.0002


def data_load(path):
    d = MnistDataset(path, num_parallel_workers=1, shuffle=True)
    return d.map(lambda x: (x.astype("float32") / 127.5 - 1).reshape(-1), "image").project(["image"]).batch(batch_size, True)


def mlp(sizes, last):
    cells = []
    for a, b in zip(sizes[:-2], sizes[1:-1]):
        cells += [nn.Dense(a, b), nn.LeakyReLU(0.2)]
    return nn.SequentialCell(cells + [nn.Dense(sizes[-2], sizes[-1]), last])


G, D = mlp([latent, 256, 512, 784], nn.Tanh()), mlp([784, 512, 256, 1], nn.Sigmoid())
bce = nn.BCELoss(reduction='mean')
opt_g, opt_d = nn.Adam(G.trainable_params(), lr, beta1=.5), nn.Adam(D.trainable_params(), lr, beta1=.5)


def g_forward(z):
    fake = G(z)
    return bce(D(fake), ops.ones((batch_size, 1))), fake


def d_forward(real, fake):
    return (bce(D(real), ops.ones((batch_size, 1))) + bce(D(fake), ops.zeros((batch_size, 1)))) / 2


grad_g = ms.value_and_grad(g_forward, None, opt_g.parameters, has_aux=True)
grad_d = ms.value_and_grad(d_forward, None, opt_d.parameters)


def train_step(real):
    z = ops.standard_normal((batch_size, latent))
    (lg, fake), gg = grad_g(z)
    opt_g(gg)
    ld, gd = grad_d(real, ops.stop_gradient(fake))
    opt_d(gd)
    return lg, ld


data = data_load("MNIST_Data/train")
for epoch in range(total_epoch):
    t = time.time()
    for i, (x,) in enumerate(data.create_tuple_iterator()):
        lg, ld = train_step(x)
        if i % 100 == 0:
            print(f"[{epoch}/{total_epoch}] [{i}] G {lg.asnumpy():.3f} D {ld.asnumpy():.3f}")
    print(time.time() - t)
    ms.save_checkpoint(G, "ckpt/generator%d.ckpt" % epoch)
