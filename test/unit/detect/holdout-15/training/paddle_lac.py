# -*- coding: UTF-8 -*-
import argparse
import os
from functools import partial

import paddle
from paddle.io import BatchSampler, DataLoader
from paddlenlp.data import Pad, Stack, Tuple
from paddlenlp.datasets import load_dataset
from paddlenlp.metrics import ChunkEvaluator
from paddlenlp.transformers import ErnieForTokenClassification, ErnieTokenizer

parser = argparse.ArgumentParser()
parser.add_argument('--epochs', type=int, default=10, help='训练轮数')
parser.add_argument('--batch_size', type=int, default=32)
parser.add_argument('--device', default='gpu', choices=['cpu', 'gpu', 'xpu'])
parser.add_argument('--save_dir', default='./checkpoint')
args = parser.parse_args()


def convert(example, tokenizer, vocab):
    tokens, labels = example
    enc = tokenizer(tokens, return_length=True, is_split_into_words=True)
    return enc['input_ids'], enc['token_type_ids'], enc['seq_len'], [vocab['O']] + [vocab[x] for x in labels] + [vocab['O']]


def read(path):
    with open(path, 'r', encoding='utf-8') as fp:
        next(fp)
        for line in fp:
            words, labels = line.strip('\n').split('\t')
            yield words.split('\002'), labels.split('\002')


@paddle.no_grad()
def evaluate(model, metric, loader):
    model.eval()
    metric.reset()
    for ids, seg, lens, y in loader:
        preds = paddle.argmax(model(ids, seg), axis=-1)
        metric.update(*[v.numpy() for v in metric.compute(lens, preds, y)][:3])
    print("eval: P %f R %f F1 %f" % metric.accumulate())
    model.train()


if __name__ == '__main__':
    paddle.set_device(args.device)
    train_ds, dev_ds = load_dataset(read, path='data/train.txt', lazy=False), load_dataset(read, path='data/dev.txt', lazy=False)
    vocab = {l.strip(): i for i, l in enumerate(open('data/tag.dic', encoding='utf-8'))}
    tok = ErnieTokenizer.from_pretrained('ernie-1.0')
    for d in (train_ds, dev_ds):
        d.map(partial(convert, tokenizer=tok, vocab=vocab))
    fn = lambda s, f=Tuple(Pad(axis=0, pad_val=tok.pad_token_id), Pad(axis=0, pad_val=tok.pad_token_type_id), Stack(),
                           Pad(axis=0, pad_val=vocab['O'])): f(s)
    train_loader = DataLoader(train_ds, batch_sampler=BatchSampler(train_ds, args.batch_size, shuffle=True), collate_fn=fn)
    dev_loader = DataLoader(dev_ds, batch_size=args.batch_size, collate_fn=fn)
    model = ErnieForTokenClassification.from_pretrained('ernie-1.0', num_classes=len(vocab))
    metric = ChunkEvaluator(label_list=vocab.keys(), suffix=True)
    loss_fn = paddle.nn.loss.CrossEntropyLoss(ignore_index=-100)
    optimizer = paddle.optimizer.AdamW(learning_rate=2e-5, parameters=model.parameters())
    step = 0
    for epoch in range(args.epochs):
        for ids, seg, lens, y in train_loader:
            loss = paddle.mean(loss_fn(model(ids, seg), y))
            loss.backward()
            optimizer.step()
            optimizer.clear_grad()
            step += 1
            if step % 10 == 0:
                print("[TRAIN] Epoch:%d - Step:%d - Loss: %f" % (epoch, step, loss))
        evaluate(model, metric, dev_loader)
        paddle.save(model.state_dict(), os.path.join(args.save_dir, 'model_%d.pdparams' % step))
