import sys
import time
import numpy as np
import theano
import theano.tensor as T
import lasagne

def build_mlp(input_var=None):
    l_in = lasagne.layers.InputLayer(shape=(None, 1, 28, 28), input_var=input_var)
    l_hid = lasagne.layers.DenseLayer(l_in, num_units=800)
    return lasagne.layers.DenseLayer(l_hid, num_units=10, nonlinearity=lasagne.nonlinearities.softmax)

def iterate_minibatches(inputs, targets, n):
    for i in xrange(0, len(inputs), n):
        yield inputs[i:i+n], targets[i:i+n]

def main(num_epochs=500):
    X_train, y_train = load_dataset()
    input_var = T.tensor4('inputs')
    target_var = T.ivector('targets')
    network = build_mlp(input_var)
    prediction = lasagne.layers.get_output(network)
    loss = lasagne.objectives.categorical_crossentropy(prediction, target_var).mean()
    params = lasagne.layers.get_all_params(network, trainable=True)
    updates = lasagne.updates.nesterov_momentum(loss, params, learning_rate=0.01, momentum=0.9)
    train_fn = theano.function([input_var, target_var], loss, updates=updates)
    print "Starting training..."
    for epoch in xrange(num_epochs):
        train_err = 0
        for inputs, targets in iterate_minibatches(X_train, y_train, 500):
            train_err += train_fn(inputs, targets)
        print "epoch %d: %f" % (epoch, train_err)

if __name__ == '__main__':
    main(*[int(a) for a in sys.argv[1:]])
