from mxnet import autograd, gluon, init, nd
net = gluon.nn.Sequential()
net.add(gluon.nn.Dense(1))
net.initialize(init.Normal(sigma=0.01))
X = nd.random_normal(shape=(1000, 2)); y = X[:, 0] * 2 - 3.4 * X[:, 1] + 4.2
it = gluon.data.DataLoader(gluon.data.ArrayDataset(X, y), 10, shuffle=True)
trainer = gluon.Trainer(net.collect_params(), 'sgd', {'learning_rate': 0.03})
l2 = gluon.loss.L2Loss()
for epoch in range(3):
    for a, b in it:
        with autograd.record():
            l = l2(net(a), b)
        l.backward()
        trainer.step(10)
