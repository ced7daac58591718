from flair.datasets import UD_ENGLISH
from flair.embeddings import TransformerWordEmbeddings
from flair.models import SequenceTagger
from flair.trainers import ModelTrainer

corpus = UD_ENGLISH().downsample(0.5)
tags = corpus.make_label_dictionary("upos")
tagger = SequenceTagger(hidden_size=256, embeddings=TransformerWordEmbeddings("bert-base-cased", fine_tune=True), tag_dictionary=tags, tag_type="upos")
trainer = ModelTrainer(tagger, corpus)
trainer.fine_tune("resources/taggers/pos", learning_rate=5e-5, mini_batch_size=16, max_epochs=10)
