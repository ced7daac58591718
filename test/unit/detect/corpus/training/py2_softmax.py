# -*- coding: utf-8 -*-
# python2
import cPickle as pickle
import numpy as np

data = pickle.load(open('mnist.pkl', 'rb'))
X, y = data['x'], data['y']
W = 0.01 * np.random.randn(784, 10)
b = np.zeros((1, 10))
step_size = 1e-1
for i in xrange(200):
	scores = np.dot(X, W) + b
	e = np.exp(scores)
	probs = e / np.sum(e, axis=1, keepdims=True)
	loss = -np.log(probs[range(len(y)), y]).mean()
	if i % 10 == 0:
		print "iteration %d: loss %f" % (i, loss)
	dscores = probs
	dscores[range(len(y)), y] -= 1
	dscores /= len(y)
	dW = np.dot(X.T, dscores)
	db = np.sum(dscores, axis=0, keepdims=True)
	W += -step_size * dW
	b += -step_size * db
