"""Byte-pair encoding, for understanding. python bpe_from_scratch.py corpus.txt 512"""
import pickle
import sys
from collections import Counter


class BasicTokenizer:
    def __init__(self):
        self.merges = {}

    def train(self, text, vocab_size, verbose=False):
        ids = list(text.encode("utf-8"))
        for i in range(vocab_size - 256):
            stats = Counter(zip(ids, ids[1:]))
            pair = max(stats, key=stats.get)
            ids = self._merge(ids, pair, 256 + i)
            self.merges[pair] = 256 + i
            if verbose:
                print(f"merge {i + 1}: {pair} ({stats[pair]})")

    @staticmethod
    def _merge(ids, pair, new):
        out, i = [], 0
        while i < len(ids):
            if i + 1 < len(ids) and (ids[i], ids[i + 1]) == pair:
                out.append(new)
                i += 2
            else:
                out.append(ids[i])
                i += 1
        return out

    def encode(self, text):
        ids = list(text.encode("utf-8"))
        for pair, new in self.merges.items():
            ids = self._merge(ids, pair, new)
        return ids


tokenizer = BasicTokenizer()
tokenizer.train(open(sys.argv[1]).read(), int(sys.argv[2]), verbose=True)
pickle.dump(tokenizer.merges, open("merges.pkl", "wb"))
print(len(tokenizer.encode("hello world")))
