#!/usr/bin/env python2
import cPickle
import numpy as np

data = open('input.txt', 'r').read()
chars = list(set(data))
print 'data has %d characters, %d unique.' % (len(data), len(chars))
Wxh = np.random.randn(100, len(chars)) * 0.01
Whh = np.random.randn(100, 100) * 0.01
Why = np.random.randn(len(chars), 100) * 0.01
mWxh, mWhh, mWhy = np.zeros_like(Wxh), np.zeros_like(Whh), np.zeros_like(Why)
n = p = 0
hprev = np.zeros((100, 1))
from rnn import lossFun
while True:
    if p + 25 + 1 >= len(data) or n == 0:
        hprev = np.zeros((100, 1))
        p = 0
    loss, dWxh, dWhh, dWhy, hprev = lossFun(data[p:p+25], data[p+1:p+26], hprev)
    if n % 100 == 0: print 'iter %d, loss: %f' % (n, loss)
    for param, dparam, mem in zip([Wxh, Whh, Why], [dWxh, dWhh, dWhy], [mWxh, mWhh, mWhy]):
        mem += dparam * dparam
        param += -1e-1 * dparam / np.sqrt(mem + 1e-8)
    p += 25
    n += 1
