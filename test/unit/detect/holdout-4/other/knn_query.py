from sklearn.neighbors import NearestNeighbors
from sklearn.feature_extraction.text import TfidfVectorizer
docs = open('d.txt').read().splitlines()
v = TfidfVectorizer(); X = v.fit_transform(docs)
print(docs[(v.transform(['q']) @ X.T).argmax()])
