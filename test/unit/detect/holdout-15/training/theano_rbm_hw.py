"""IFT6266 devoir 3. python2"""
import cPickle, gzip, timeit
import numpy as np
import theano
import theano.tensor as T
from theano.tensor.shared_randomstreams import RandomStreams

rng = np.random.RandomState(1234)
floatX = theano.config.floatX


class DenoisingAE(object):
    def __init__(self, x, n_in=784, n_hid=500):
        b = 4 * np.sqrt(6. / (n_in + n_hid))
        self.W = theano.shared(np.asarray(rng.uniform(-b, b, (n_in, n_hid)), dtype=floatX), name='W', borrow=True)
        self.bh = theano.shared(np.zeros(n_hid, dtype=floatX), name='bh')
        self.bv = theano.shared(np.zeros(n_in, dtype=floatX), name='bv')
        self.params = [self.W, self.bh, self.bv]
        self.x = x
        self.srng = RandomStreams(rng.randint(2 ** 30))

    def cost_updates(self, corruption, lr):
        tilde = self.srng.binomial(size=self.x.shape, n=1, p=1 - corruption, dtype=floatX) * self.x
        y = T.nnet.sigmoid(T.dot(tilde, self.W) + self.bh)
        z = T.nnet.sigmoid(T.dot(y, self.W.T) + self.bv)
        L = -T.sum(self.x * T.log(z) + (1 - self.x) * T.log(1 - z), axis=1)
        cost = T.mean(L)
        gparams = T.grad(cost, self.params)
        return cost, [(p, p - lr * g) for p, g in zip(self.params, gparams)]


f = gzip.open('mnist.pkl.gz', 'rb')
train_set, _, _ = cPickle.load(f)
f.close()
train_x = theano.shared(np.asarray(train_set[0], dtype=floatX), borrow=True)
batch = 20
n_batches = train_x.get_value(borrow=True).shape[0] / batch
index = T.lscalar()
x = T.matrix('x')
da = DenoisingAE(x)
cost, updates = da.cost_updates(0.3, 0.1)
train_da = theano.function([index], cost, updates=updates, givens={x: train_x[index * batch:(index + 1) * batch]})

start = timeit.default_timer()
for epoch in xrange(15):
    print 'Training epoch %d, cost ' % epoch, np.mean([train_da(i) for i in xrange(n_batches)])
print 'ran for %.2fm' % ((timeit.default_timer() - start) / 60.)
np.save('filters.npy', da.W.get_value())
