from gensim.models.doc2vec import Doc2Vec, TaggedDocument
docs = [TaggedDocument(l.split(), [i]) for i, l in enumerate(open('reviews.txt'))]
d2v = Doc2Vec(vector_size=100, epochs=40)
d2v.build_vocab(docs)
d2v.train(docs, total_examples=d2v.corpus_count, epochs=d2v.epochs)
