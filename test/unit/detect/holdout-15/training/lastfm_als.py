""" Generating Recommendations for lastfm with implicit """
import argparse
import codecs
import logging
import time

import numpy as np
import tqdm
from implicit.als import AlternatingLeastSquares
from implicit.approximate_als import FaissAlternatingLeastSquares
from implicit.bpr import BayesianPersonalizedRanking
from implicit.datasets.lastfm import get_lastfm
from implicit.nearest_neighbours import bm25_weight

MODELS = {"als": AlternatingLeastSquares, "faiss_als": FaissAlternatingLeastSquares, "bpr": BayesianPersonalizedRanking}


def get_model(name):
    cls = MODELS[name]
    if issubclass(cls, AlternatingLeastSquares):
        return cls(factors=128, dtype=np.float32, regularization=0.01)
    return cls(factors=63)


def recommend_all(name, output):
    artists, users, plays = get_lastfm()
    model = get_model(name)
    if name.endswith("als"):
        plays = bm25_weight(plays, K1=100, B=0.8)
    plays = plays.T.tocsr()
    start = time.time()
    model.fit(plays)
    logging.info("trained model '%s' in %0.2fs", name, time.time() - start)
    with codecs.open(output, "w", "utf8") as o, tqdm.tqdm(total=len(users)) as bar:
        for lo in range(0, len(users), 1000):
            ids = np.arange(lo, min(lo + 1000, len(users)))
            got, scores = model.recommend(ids, plays[ids], filter_already_liked_items=True)
            for i, u in enumerate(ids):
                for a, s in zip(got[i], scores[i]):
                    o.write(f"{users[u]}\t{artists[a]}\t{s}\n")
            bar.update(len(ids))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", default="lastfm.tsv")
    parser.add_argument("--model", default="als", choices=MODELS)
    args = parser.parse_args()
    logging.basicConfig(level=logging.DEBUG)
    recommend_all(args.model, args.output)
