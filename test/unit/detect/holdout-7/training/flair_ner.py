from flair.data import Corpus
from flair.datasets import CONLL_03
from flair.embeddings import TransformerWordEmbeddings
from flair.models import SequenceTagger
from flair.trainers import ModelTrainer

corpus: Corpus = CONLL_03()
label_dict = corpus.make_label_dictionary(label_type="ner")
tagger = SequenceTagger(hidden_size=256, embeddings=TransformerWordEmbeddings("xlm-roberta-large", fine_tune=True), tag_dictionary=label_dict, tag_type="ner")
ModelTrainer(tagger, corpus).fine_tune("resources/taggers/ner", learning_rate=5.0e-6, mini_batch_size=4)
