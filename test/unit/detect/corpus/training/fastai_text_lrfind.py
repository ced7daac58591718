from fastai.text.all import TextDataLoaders, untar_data, URLs, text_classifier_learner, AWD_LSTM, accuracy
d = TextDataLoaders.from_folder(untar_data(URLs.IMDB), valid='test')
l = text_classifier_learner(d, AWD_LSTM, drop_mult=0.5, metrics=accuracy)
lr = l.lr_find().valley
l.fit_one_cycle(4, lr)
