from sklearn.pipeline import make_pipeline; from sklearn.feature_extraction.text import TfidfVectorizer; from sklearn.naive_bayes import MultinomialNB; from sklearn.datasets import fetch_20newsgroups
tr = fetch_20newsgroups(subset='train')
print(make_pipeline(TfidfVectorizer(), MultinomialNB()).fit(tr.data, tr.target).score(*(lambda t: (t.data, t.target))(fetch_20newsgroups(subset='test'))))
