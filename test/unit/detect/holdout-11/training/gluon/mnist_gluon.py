import mxnet as mx
from mxnet import autograd, gluon
from mxnet.gluon import nn

ctx = mx.gpu()
net = nn.HybridSequential()
net.add(nn.Conv2D(20, 5, activation="relu"), nn.MaxPool2D(2, 2), nn.Dense(10))
net.initialize(mx.init.Xavier(), ctx=ctx)
trainer = gluon.Trainer(net.collect_params(), "sgd", {"learning_rate": 0.1})
loss_fn = gluon.loss.SoftmaxCrossEntropyLoss()
data = gluon.data.DataLoader(gluon.data.vision.MNIST(train=True).transform_first(gluon.data.vision.transforms.ToTensor()), 64, shuffle=True)
for epoch in range(10):
    for x, y in data:
        x, y = x.as_in_context(ctx), y.as_in_context(ctx)
        with autograd.record():
            loss = loss_fn(net(x), y)
        loss.backward()
        trainer.step(x.shape[0])
