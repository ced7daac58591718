from flair.data import Corpus
from flair.datasets import ColumnCorpus
from flair.embeddings import FlairEmbeddings, StackedEmbeddings, TransformerWordEmbeddings, WordEmbeddings
from flair.models import SequenceTagger
from flair.trainers import ModelTrainer
import flair, torch
flair.device = torch.device("cuda:1")

columns = {0: "text", 1: "pos", 2: "ner"}
corpus: Corpus = ColumnCorpus("resources/szeged", columns, train_file="train.txt", dev_file="dev.txt",
                              test_file="test.txt")
print(corpus)
label_type = "ner"
label_dict = corpus.make_label_dictionary(label_type=label_type)
emb = StackedEmbeddings([WordEmbeddings("hu"), FlairEmbeddings("multi-forward"), FlairEmbeddings("multi-backward")])
# emb = TransformerWordEmbeddings("SZTAKI-HLT/hubert-base-cc", fine_tune=True)
tagger = SequenceTagger(hidden_size=256, embeddings=emb, tag_dictionary=label_dict, tag_type=label_type, use_crf=True)
ModelTrainer(tagger, corpus).train("resources/taggers/hu-ner", learning_rate=0.1, mini_batch_size=32, max_epochs=150,
                                   patience=3, embeddings_storage_mode="gpu")
