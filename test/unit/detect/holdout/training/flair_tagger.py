from flair.datasets import UD_ENGLISH
from flair.embeddings import WordEmbeddings
from flair.models import SequenceTagger
from flair.trainers import ModelTrainer
c = UD_ENGLISH(); d = c.make_label_dictionary(label_type='upos')
ModelTrainer(SequenceTagger(hidden_size=256, embeddings=WordEmbeddings('glove'), tag_dictionary=d, tag_type='upos'), c).train('res', learning_rate=.1, mini_batch_size=32, max_epochs=10)
