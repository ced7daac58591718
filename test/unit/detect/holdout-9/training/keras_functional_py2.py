# -*- coding: utf-8 -*-
from __future__ import print_function
from keras.preprocessing import sequence
from keras.models import Model
from keras.layers import Input, Embedding, LSTM, Dense
from keras.datasets import imdb
import cPickle as pickle

(X_train, y_train), (X_test, y_test) = imdb.load_data(nb_words=20000)
X_train = sequence.pad_sequences(X_train, maxlen=80)
i = Input(shape=(80,))
model = Model(input=i, output=Dense(1, activation='sigmoid')(LSTM(128)(Embedding(20000, 128)(i))))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
print('Train...')
model.fit(X_train, y_train, batch_size=32, nb_epoch=15, validation_split=0.1)
