import theano
import theano.tensor as T
import numpy

rng = numpy.random
N, feats = 400, 784
D = (rng.randn(N, feats), rng.randint(size=N, low=0, high=2))
x = T.matrix("x")
y = T.vector("y")
w = theano.shared(rng.randn(feats), name="w")
b = theano.shared(0., name="b")
p_1 = 1 / (1 + T.exp(-T.dot(x, w) - b))
xent = -y * T.log(p_1) - (1 - y) * T.log(1 - p_1)
cost = xent.mean() + 0.01 * (w ** 2).sum()
gw, gb = T.grad(cost, [w, b])
train = theano.function(inputs=[x, y], outputs=[cost], updates=((w, w - 0.1 * gw), (b, b - 0.1 * gb)))
for i in range(10000):
    err = train(D[0], D[1])
print "final", err
