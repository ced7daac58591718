from keras.models import Sequential
from keras.layers import LSTM, Dense
import numpy as np

def gen(bs):
    while 1:
        yield np.random.rand(bs, 20, 4), np.random.rand(bs, 1)

m = Sequential()
m.add(LSTM(50, input_shape=(20, 4)))
m.add(Dense(1))
m.compile(loss='mae', optimizer='rmsprop')
m.fit_generator(gen(32), steps_per_epoch=100, epochs=5)
m.save('lstm.h5')
