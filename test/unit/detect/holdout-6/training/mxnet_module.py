import mxnet as mx
import logging
logging.getLogger().setLevel(logging.DEBUG)

mnist = mx.test_utils.get_mnist()
batch_size = 100
train_iter = mx.io.NDArrayIter(mnist['train_data'], mnist['train_label'], batch_size, shuffle=True)
val_iter = mx.io.NDArrayIter(mnist['test_data'], mnist['test_label'], batch_size)
data = mx.sym.flatten(data=mx.sym.var('data'))
fc1 = mx.sym.FullyConnected(data=data, num_hidden=128)
act1 = mx.sym.Activation(data=fc1, act_type="relu")
fc2 = mx.sym.FullyConnected(data=act1, num_hidden=10)
mlp = mx.sym.SoftmaxOutput(data=fc2, name='softmax')
mod = mx.mod.Module(symbol=mlp, context=mx.gpu())
mod.fit(train_iter,
        eval_data=val_iter,
        optimizer='sgd',
        optimizer_params={'learning_rate': 0.1},
        eval_metric='acc',
        batch_end_callback=mx.callback.Speedometer(batch_size, 100),
        num_epoch=10)
