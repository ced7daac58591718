import sys, time
import numpy as np
import theano
import theano.tensor as T
import lasagne
from lasagne.layers import InputLayer, DropoutLayer, DenseLayer, Conv2DLayer, MaxPool2DLayer
from load_galaxies import load_dataset, iterate_minibatches


def build_cnn(input_var):
    l = InputLayer((None, 3, 69, 69), input_var)
    for n, k in ((32, 6), (64, 5), (128, 3)):
        l = MaxPool2DLayer(Conv2DLayer(l, n, (k, k), W=lasagne.init.GlorotUniform('relu')), (2, 2))
    l = DenseLayer(DropoutLayer(l, .5), 1024)
    return DenseLayer(DropoutLayer(l, .5), 37, nonlinearity=lasagne.nonlinearities.sigmoid)


def main(num_epochs=300):
    print("Loading data...")
    X_train, y_train, X_val, y_val = load_dataset()
    x, y = T.tensor4('inputs'), T.matrix('targets')
    network = build_cnn(x)
    loss = lasagne.objectives.squared_error(lasagne.layers.get_output(network), y).mean()
    params = lasagne.layers.get_all_params(network, trainable=True)
    lr = theano.shared(np.float32(0.04))
    updates = lasagne.updates.nesterov_momentum(loss, params, learning_rate=lr, momentum=0.9)
    test_loss = lasagne.objectives.squared_error(lasagne.layers.get_output(network, deterministic=True), y).mean()
    train_fn = theano.function([x, y], loss, updates=updates)
    val_fn = theano.function([x, y], test_loss)
    for epoch in range(num_epochs):
        err, n, t = 0, 0, time.time()
        for b in iterate_minibatches(X_train, y_train, 128, shuffle=True):
            err += train_fn(*b)
            n += 1
        verr = np.mean([val_fn(*b) for b in iterate_minibatches(X_val, y_val, 128, shuffle=False)])
        if epoch in (180, 250):
            lr.set_value(np.float32(lr.get_value() / 10))
        print("Epoch {} of {} took {:.3f}s train {:.6f} val rmse {:.6f}".format(epoch + 1, num_epochs, time.time() - t, err / n, verr ** .5))
    np.savez('model.npz', *lasagne.layers.get_all_param_values(network))


if __name__ == '__main__':
    main(*map(int, sys.argv[1:2]))
