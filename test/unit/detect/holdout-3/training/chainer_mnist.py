import chainer, chainer.links as L, chainer.functions as F
from chainer import training
from chainer.training import extensions
class MLP(chainer.Chain):
    def __init__(self):
        super(MLP, self).__init__()
        with self.init_scope(): self.l1 = L.Linear(None, 100); self.l2 = L.Linear(None, 10)
    def __call__(self, x): return self.l2(F.relu(self.l1(x)))
model = L.Classifier(MLP()); opt = chainer.optimizers.Adam(); opt.setup(model)
train, test = chainer.datasets.get_mnist()
it = chainer.iterators.SerialIterator(train, 100)
tr = training.Trainer(training.StandardUpdater(it, opt), (20, 'epoch'))
tr.extend(extensions.LogReport())
tr.run()
