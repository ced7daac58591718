import sys, os
sys.path.insert(0, '.')
import numpy as np
import caffe

net = caffe.Net('deploy.prototxt', 'train_iter_100000.caffemodel', caffe.TEST)
for f in os.listdir('imgs'):
    net.blobs['data'].data[...] = np.load(f)
    print f, net.forward()['prob'].argmax()
