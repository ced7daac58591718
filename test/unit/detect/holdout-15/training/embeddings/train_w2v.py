import argparse
import bz2
import logging
import multiprocessing
import os.path
import sys

from gensim.corpora import WikiCorpus
from gensim.models import Word2Vec
from gensim.models.callbacks import CallbackAny2Vec
from gensim.models.word2vec import LineSentence

program = os.path.basename(sys.argv[0])
logger = logging.getLogger(program)
logging.basicConfig(format='%(asctime)s: %(levelname)s: %(message)s')
logging.root.setLevel(level=logging.INFO)


class EpochLogger(CallbackAny2Vec):
    def __init__(self):
        self.epoch = 0
        self.last = 0

    def on_epoch_end(self, model):
        cur = model.get_latest_training_loss()
        logger.info("epoch %d loss %.1f", self.epoch, cur - self.last)
        self.last = cur
        self.epoch += 1


def dump_wiki(src, dst):
    n = 0
    with open(dst, 'w', encoding='utf-8') as out:
        for text in WikiCorpus(src, dictionary={}).get_texts():
            out.write(' '.join(text) + '\n')
            n += 1
            if n % 10000 == 0:
                logger.info("Saved %d articles", n)


if __name__ == '__main__':
    ap = argparse.ArgumentParser()
    ap.add_argument('dump')
    ap.add_argument('--dim', type=int, default=300)
    ap.add_argument('--window', type=int, default=5)
    ap.add_argument('--sg', action='store_true')
    args = ap.parse_args()
    txt = args.dump.replace('.xml.bz2', '.txt')
    if not os.path.exists(txt):
        dump_wiki(args.dump, txt)
    model = Word2Vec(LineSentence(txt), vector_size=args.dim, window=args.window, min_count=10, sg=int(args.sg),
                     workers=multiprocessing.cpu_count(), compute_loss=True, callbacks=[EpochLogger()], epochs=5)
    model.wv.save_word2vec_format(txt.replace('.txt', '.vec'), binary=False)
    for w in ('katt', 'stockholm', 'kung'):
        if w in model.wv:
            print(w, model.wv.most_similar(w)[:5])
