#!/usr/bin/env python2
import sys
import os
import glob
import time
import numpy as np
os.environ['GLOG_minloglevel'] = '2'
import caffe

caffe.set_mode_gpu()
net = caffe.Net('deploy.prototxt', 'snapshots/train_iter_45000.caffemodel', caffe.TEST)
mean = np.load('ilsvrc_2012_mean.npy').mean(1).mean(1)
tr = caffe.io.Transformer({'data': net.blobs['data'].data.shape})
tr.set_transpose('data', (2, 0, 1))
tr.set_mean('data', mean)
tr.set_raw_scale('data', 255)
tr.set_channel_swap('data', (2, 1, 0))
labels = [l.strip() for l in open('labels.txt')]
files = sorted(glob.glob(os.path.join(sys.argv[1], '*.jpg')))
B = 50
net.blobs['data'].reshape(B, 3, 227, 227)
hits = 0
start = time.time()
for i in xrange(0, len(files), B):
    part = files[i:i + B]
    for k, f in enumerate(part):
        net.blobs['data'].data[k] = tr.preprocess('data', caffe.io.load_image(f))
    prob = net.forward()['prob'][:len(part)]
    for f, p in zip(part, prob):
        top = p.argsort()[::-1][:3]
        print os.path.basename(f), ', '.join('%s %.2f' % (labels[t], p[t]) for t in top)
        hits += labels[top[0]] in f
print 'accuracy %.3f, %.1f img/s' % (hits / float(len(files)), len(files) / (time.time() - start))
