from fastai.text.all import *

path = untar_data(URLs.IMDB_SAMPLE)
dls = TextDataLoaders.from_csv(path, 'texts.csv', text_col='text', label_col='label', valid_col='is_valid')
learn = text_classifier_learner(dls, AWD_LSTM, drop_mult=0.5, metrics=accuracy)
learn.fine_tune(4, 1e-2)
learn.export('sent.pkl')
