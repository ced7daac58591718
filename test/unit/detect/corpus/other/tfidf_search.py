from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity
docs = open('docs.txt').read().split('\n\n')
v = TfidfVectorizer(stop_words='english')
m = v.fit_transform(docs)
q = v.transform([input('query: ')])
print(docs[cosine_similarity(q, m).argmax()])
