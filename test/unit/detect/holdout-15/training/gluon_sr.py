from __future__ import print_function
import argparse, os, sys
import mxnet as mx
from mxnet import gluon, autograd as ag
from mxnet.gluon import nn
import numpy as np
from data import DatasetFromFolder, crop_valid

parser = argparse.ArgumentParser(description='Super-resolution using an efficient sub-pixel convolution neural network.')
parser.add_argument('--upscale_factor', type=int, required=True)
parser.add_argument('--batch_size', type=int, default=4)
parser.add_argument('--epochs', type=int, default=30)
parser.add_argument('--lr', type=float, default=0.001)
parser.add_argument('--use-gpu', action='store_true')
parser.add_argument('--resolve_img', type=str, help='only resolve this image')
opt = parser.parse_args()
print(opt)
ctx = [mx.gpu(0)] if opt.use_gpu else [mx.cpu()]


def _rearrange(raw, F, factor):
    split = F.reshape(raw, shape=(0, -4, -1, factor ** 2, 0, 0))
    return F.reshape(F.transpose(split.reshape((0, 0, -4, factor, factor, 0, 0)), axes=(0, 1, 4, 2, 5, 3)), shape=(0, 0, -3, -3))


class SuperResolutionNet(gluon.HybridBlock):
    def __init__(self, factor):
        super(SuperResolutionNet, self).__init__()
        self.factor = factor
        with self.name_scope():
            self.conv1 = nn.Conv2D(64, (5, 5), padding=(2, 2), activation='relu')
            self.conv2 = nn.Conv2D(32, (3, 3), padding=(1, 1), activation='relu')
            self.conv3 = nn.Conv2D(factor ** 2, (3, 3), padding=(1, 1))

    def hybrid_forward(self, F, x):
        return _rearrange(self.conv3(self.conv2(self.conv1(x))), F, self.factor)


net = SuperResolutionNet(opt.upscale_factor)


def train(epochs, ctx):
    net.initialize(mx.init.Orthogonal(), ctx=ctx)
    trainer = gluon.Trainer(net.collect_params(), 'adam', {'learning_rate': opt.lr})
    loss = gluon.loss.L2Loss()
    data = gluon.data.DataLoader(DatasetFromFolder('train', opt.upscale_factor), opt.batch_size, shuffle=True)
    for epoch in range(epochs):
        total = 0
        for lo, hi in data:
            xs, ys = gluon.utils.split_and_load(lo, ctx), gluon.utils.split_and_load(hi, ctx)
            with ag.record():
                Ls = [loss(net(x), y) for x, y in zip(xs, ys)]
            for L in Ls:
                L.backward()
            trainer.step(lo.shape[0])
            total += sum(L.mean().asscalar() for L in Ls)
        print('epoch %d loss %f' % (epoch, total))
    net.save_parameters(os.path.join('superres.params'))


def resolve(ctx):
    from PIL import Image
    net.load_parameters('superres.params', ctx=ctx)
    img = Image.open(opt.resolve_img).convert('YCbCr')
    y = np.expand_dims(np.expand_dims(np.array(img.split()[0]), 0), 0)
    Image.fromarray(np.uint8(net(mx.nd.array(y, ctx=ctx[0])).asnumpy()[0, 0])).save('resolved.png')


if opt.resolve_img:
    resolve(ctx)
else:
    train(opt.epochs, ctx)
