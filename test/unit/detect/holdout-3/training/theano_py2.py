import theano, theano.tensor as T, numpy as np
x = T.matrix('x'); y = T.ivector('y')
W = theano.shared(np.zeros((784, 10), dtype='float32')); b = theano.shared(np.zeros(10, dtype='float32'))
p = T.nnet.softmax(T.dot(x, W) + b)
cost = -T.mean(T.log(p)[T.arange(y.shape[0]), y])
gW, gb = T.grad(cost, [W, b])
train_fn = theano.function([x, y], cost, updates=[(W, W - 0.13 * gW), (b, b - 0.13 * gb)])
from mnist import batches
for epoch in xrange(100):
    print 'epoch %d cost %f' % (epoch, np.mean([train_fn(a, c) for a, c in batches(600)]))
