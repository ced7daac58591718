import cPickle, theano, lasagne
import theano.tensor as T
X = T.matrix(); y = T.ivector()
net = lasagne.layers.DenseLayer(lasagne.layers.InputLayer((None, 784), X), 10, nonlinearity=lasagne.nonlinearities.softmax)
loss = lasagne.objectives.categorical_crossentropy(lasagne.layers.get_output(net), y).mean()
params = lasagne.layers.get_all_params(net, trainable=True)
train_fn = theano.function([X, y], loss, updates=lasagne.updates.adam(loss, params))
data = cPickle.load(open('mnist.pkl', 'rb'))
for epoch in xrange(20):
    for bx, by in data:
        print epoch, train_fn(bx, by)
