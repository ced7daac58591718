#!/usr/bin/env python2
import caffe
import numpy as np
import os

weights = '../ilsvrc-nets/vgg16-fcn.caffemodel'
caffe.set_device(int(os.environ.get('GPU', 0)))
caffe.set_mode_gpu()

solver = caffe.SGDSolver('solver.prototxt')
solver.net.copy_from(weights)

val = np.loadtxt('../data/seg11valid.txt', dtype=str)
for _ in range(25):
    solver.step(4000)
    print 'iter', solver.iter
