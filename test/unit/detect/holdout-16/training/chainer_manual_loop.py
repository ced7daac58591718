#!/usr/bin/env python
from __future__ import print_function
import argparse
import numpy as np
import six
import chainer
from chainer import cuda, optimizers, serializers, Variable
import chainer.functions as F
import chainer.links as L
import time
from colorization_data import load_lab_images

parser = argparse.ArgumentParser()
parser.add_argument('--gpu', type=int, default=0)
parser.add_argument('--epoch', type=int, default=40)
args = parser.parse_args()
xp = cuda.cupy if args.gpu >= 0 else np


class ColorNet(chainer.Chain):
    def __init__(self):
        super(ColorNet, self).__init__(
            c0=L.Convolution2D(1, 32, 3, 1, 1), c1=L.Convolution2D(32, 64, 4, 2, 1), c2=L.Convolution2D(64, 64, 3, 1, 1),
            d1=L.Deconvolution2D(64, 32, 4, 2, 1), out=L.Convolution2D(32, 2, 3, 1, 1),
            b0=L.BatchNormalization(32), b1=L.BatchNormalization(64), b2=L.BatchNormalization(64), b3=L.BatchNormalization(32))

    def __call__(self, x):
        h = F.relu(self.b0(self.c0(x)))
        h = F.relu(self.b1(self.c1(h)))
        h = F.relu(self.b2(self.c2(h)))
        h = F.relu(self.b3(self.d1(h)))
        return self.out(h)


lab = load_lab_images('images/*.jpg', size=128)
np.random.shuffle(lab)
train, test = lab[:-200], lab[-200:]
model = ColorNet()
if args.gpu >= 0:
    cuda.get_device(args.gpu).use()
    model.to_gpu()
opt = optimizers.Adam(alpha=0.0005)
opt.setup(model)
B = 16
for epoch in six.moves.range(1, args.epoch + 1):
    perm = np.random.permutation(len(train))
    s, t = 0, time.time()
    for i in six.moves.range(0, len(train) - B + 1, B):
        x = Variable(xp.asarray(train[perm[i:i + B], :1]))
        y = Variable(xp.asarray(train[perm[i:i + B], 1:]))
        model.cleargrads()
        loss = F.mean_absolute_error(model(x), y)
        loss.backward()
        opt.update()
        s += float(loss.data) * B
    with chainer.using_config('train', False), chainer.no_backprop_mode():
        v = F.mean_absolute_error(model(xp.asarray(test[:, :1])), xp.asarray(test[:, 1:]))
    print('epoch', epoch, 'train', s / len(train), 'test', float(v.data), 'sec', time.time() - t)
    serializers.save_npz('color_%d.npz' % epoch, model)
