from sentence_transformers import SentenceTransformer, util
m = SentenceTransformer('all-MiniLM-L6-v2')
e = m.encode(open('s.txt').read().splitlines(), batch_size=64, show_progress_bar=True)
print(util.semantic_search(e[:1], e))
