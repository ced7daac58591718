import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

docs = open("faq.txt").read().splitlines()
vec = TfidfVectorizer(ngram_range=(1, 2))
M = vec.fit_transform(docs)


def ask(q, k=3):
    s = cosine_similarity(vec.transform([q]), M)[0]
    return [docs[i] for i in np.argsort(-s)[:k]]


while True:
    print(ask(input("> ")))
