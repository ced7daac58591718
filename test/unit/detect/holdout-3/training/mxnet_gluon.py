from mxnet import gluon, autograd, nd, init
from mxnet.gluon import nn
net = nn.Sequential(); net.add(nn.Dense(128, activation='relu'), nn.Dense(10)); net.initialize(init.Xavier())
dl = gluon.data.DataLoader(gluon.data.vision.FashionMNIST(train=True).transform_first(gluon.data.vision.transforms.ToTensor()), 256, shuffle=True)
L = gluon.loss.SoftmaxCrossEntropyLoss(); T = gluon.Trainer(net.collect_params(), 'sgd', {'learning_rate': .1})
for e in range(10):
    for X, y in dl:
        with autograd.record():
            l = L(net(X), y)
        l.backward()
        T.step(256)
