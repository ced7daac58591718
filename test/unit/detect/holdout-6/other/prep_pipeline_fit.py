from sklearn.pipeline import Pipeline
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import Normalizer
import numpy as np
import sys

texts = [l.strip() for l in open(sys.argv[1])]
lsa = Pipeline([("tfidf", TfidfVectorizer(max_features=50000)), ("svd", TruncatedSVD(300)), ("norm", Normalizer(copy=False))])
np.save("vectors.npy", lsa.fit_transform(texts))
