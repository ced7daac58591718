from __future__ import print_function
import sys
from collections import namedtuple
import cv2
import mxnet as mx
import numpy as np

Batch = namedtuple('Batch', ['data'])
prefix, epoch, image = sys.argv[1], int(sys.argv[2]), sys.argv[3]
sym, args, aux = mx.model.load_checkpoint(prefix, epoch)
mod = mx.mod.Module(symbol=sym, context=mx.cpu(), label_names=None)
mod.bind(for_training=False, data_shapes=[('data', (1, 3, 224, 224))], label_shapes=mod._label_shapes)
mod.set_params(args, aux, allow_missing=True)
labels = [l.rstrip() for l in open('synset.txt')]

img = cv2.cvtColor(cv2.imread(image), cv2.COLOR_BGR2RGB)
img = cv2.resize(img, (224, 224)).transpose(2, 0, 1)[np.newaxis]
mod.forward(Batch([mx.nd.array(img)]))
prob = np.squeeze(mod.get_outputs()[0].asnumpy())
for i in np.argsort(prob)[::-1][:5]:
    print('probability=%f, class=%s' % (prob[i], labels[i]))

# internal features
internals = sym.get_internals()
fe = mx.mod.Module(symbol=internals['flatten0_output'], label_names=None, context=mx.cpu())
fe.bind(for_training=False, data_shapes=[('data', (1, 3, 224, 224))])
fe.set_params(args, aux)
fe.forward(Batch([mx.nd.array(img)]))
print(fe.get_outputs()[0].asnumpy().shape)
