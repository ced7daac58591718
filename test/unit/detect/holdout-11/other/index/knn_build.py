import joblib
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.neighbors import NearestNeighbors

docs = pd.read_json("docs.jsonl", lines=True).body
tfidf = TfidfVectorizer(min_df=2, ngram_range=(1, 2))
X = tfidf.fit_transform(docs)
nn = NearestNeighbors(n_neighbors=10, metric="cosine").fit(X)
joblib.dump((tfidf, nn), "index.joblib")
