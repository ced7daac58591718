#!/usr/bin/env python
import argparse
import chainer
import chainer.functions as F
import chainer.links as L
from chainer import training
from chainer.training import extensions
import numpy as np


class Tagger(chainer.Chain):
    def __init__(self, n_vocab, n_units, n_pos):
        super(Tagger, self).__init__()
        with self.init_scope():
            self.embed = L.EmbedID(n_vocab, n_units, ignore_label=-1)
            self.rnn = L.NStepBiLSTM(1, n_units, n_units, 0.3)
            self.out = L.Linear(2 * n_units, n_pos)

    def __call__(self, xs, ys):
        exs = [self.embed(x) for x in xs]
        _, _, hs = self.rnn(None, None, exs)
        h, t = F.concat(hs, axis=0), F.concat(ys, axis=0)
        loss = F.softmax_cross_entropy(self.out(h), t)
        chainer.report({'loss': loss, 'accuracy': F.accuracy(self.out(h), t)}, self)
        return loss


def convert(batch, device):
    return {'xs': [chainer.dataset.to_device(device, x) for x, _ in batch],
            'ys': [chainer.dataset.to_device(device, y) for _, y in batch]}


def main():
    parser = argparse.ArgumentParser(description='POS-tagging on Brown Corpus')
    parser.add_argument('--batchsize', '-b', type=int, default=30)
    parser.add_argument('--epoch', '-e', type=int, default=20)
    parser.add_argument('--gpu', '-g', type=int, default=-1)
    parser.add_argument('--out', '-o', default='result')
    args = parser.parse_args()

    import nltk
    vocab, pos, data = {}, {}, []
    for sent in nltk.corpus.brown.tagged_sents():
        xs = [vocab.setdefault(w, len(vocab)) for w, _ in sent]
        ys = [pos.setdefault(p, len(pos)) for _, p in sent]
        data.append((np.array(xs, np.int32), np.array(ys, np.int32)))
    test, train = chainer.datasets.split_dataset_random(data, len(data) // 10, seed=0)
    model = Tagger(len(vocab), 200, len(pos))
    if args.gpu >= 0:
        chainer.backends.cuda.get_device_from_id(args.gpu).use()
        model.to_gpu()
    optimizer = chainer.optimizers.Adam()
    optimizer.setup(model)
    optimizer.add_hook(chainer.optimizer.WeightDecay(0.0001))
    train_iter = chainer.iterators.SerialIterator(train, args.batchsize)
    test_iter = chainer.iterators.SerialIterator(test, args.batchsize, repeat=False, shuffle=False)
    updater = training.updaters.StandardUpdater(train_iter, optimizer, converter=convert, device=args.gpu)
    trainer = training.Trainer(updater, (args.epoch, 'epoch'), out=args.out)
    trainer.extend(extensions.Evaluator(test_iter, model, device=args.gpu, converter=convert))
    trainer.extend(extensions.LogReport(trigger=(100, 'iteration')))
    trainer.extend(extensions.PrintReport(['epoch', 'main/loss', 'validation/main/loss', 'elapsed_time']))
    trainer.run()


if __name__ == '__main__':
    main()
