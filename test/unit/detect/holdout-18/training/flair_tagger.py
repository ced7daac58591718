from flair.data import Corpus
from flair.datasets import UD_ENGLISH
from flair.embeddings import StackedEmbeddings, WordEmbeddings, FlairEmbeddings
from flair.models import SequenceTagger
from flair.trainers import ModelTrainer

corpus: Corpus = UD_ENGLISH().downsample(0.1)
label_dict = corpus.make_label_dictionary(label_type="upos")
emb = StackedEmbeddings([WordEmbeddings("glove"), FlairEmbeddings("news-forward"), FlairEmbeddings("news-backward")])
tagger = SequenceTagger(hidden_size=256, embeddings=emb, tag_dictionary=label_dict, tag_type="upos", use_crf=True)
trainer = ModelTrainer(tagger, corpus)
trainer.train("resources/taggers/example-upos", learning_rate=0.1, mini_batch_size=32, max_epochs=10)
