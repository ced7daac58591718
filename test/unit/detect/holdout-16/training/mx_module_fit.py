import argparse, logging, os
import mxnet as mx
from mxnet.io import DataBatch
logging.basicConfig(level=logging.DEBUG)

parser = argparse.ArgumentParser(description='fine-tune resnet on own .rec')
parser.add_argument('--rec-train', required=True)
parser.add_argument('--rec-val', required=True)
parser.add_argument('--pretrained', default='model/resnet-50')
parser.add_argument('--num-classes', type=int, default=256)
parser.add_argument('--gpus', default='0')
parser.add_argument('--kv-store', default='device')
args = parser.parse_args()


def iters(bs, shape=(3, 224, 224)):
    tr = mx.io.ImageRecordIter(path_imgrec=args.rec_train, data_name='data', label_name='softmax_label', batch_size=bs, data_shape=shape,
                               shuffle=True, rand_crop=True, rand_mirror=True)
    va = mx.io.ImageRecordIter(path_imgrec=args.rec_val, data_name='data', label_name='softmax_label', batch_size=bs, data_shape=shape)
    return tr, va


def head(sym, arg_params, n, layer='flatten0'):
    net = sym.get_internals()[layer + '_output']
    net = mx.symbol.FullyConnected(data=net, num_hidden=n, name='fc1')
    net = mx.symbol.SoftmaxOutput(data=net, name='softmax')
    return net, {k: v for k, v in arg_params.items() if 'fc1' not in k}


devs = [mx.gpu(int(i)) for i in args.gpus.split(',')]
sym, arg_params, aux_params = mx.model.load_checkpoint(args.pretrained, 0)
sym, new_args = head(sym, arg_params, args.num_classes)
train, val = iters(16 * len(devs))
mod = mx.mod.Module(symbol=sym, context=devs)
mod.fit(train, val, num_epoch=8, arg_params=new_args, aux_params=aux_params, allow_missing=True,
        batch_end_callback=mx.callback.Speedometer(16 * len(devs), 10),
        epoch_end_callback=mx.callback.do_checkpoint('model/caltech'), kvstore=args.kv_store, optimizer='sgd',
        optimizer_params={'learning_rate': 0.01, 'momentum': 0.9}, initializer=mx.init.Xavier(rnd_type='gaussian', factor_type="in", magnitude=2),
        eval_metric='acc')
print(mod.score(val, mx.metric.Accuracy()))
