from keras.models import Sequential
from keras.layers import Dense, LeakyReLU
from keras.optimizers import Adam
from keras.datasets import mnist
import numpy as np

def gen():
    m = Sequential([Dense(256, input_dim=100), LeakyReLU(0.2), Dense(784, activation='tanh')])
    return m
def disc():
    m = Sequential([Dense(256, input_dim=784), LeakyReLU(0.2), Dense(1, activation='sigmoid')])
    m.compile(loss='binary_crossentropy', optimizer=Adam(0.0002, 0.5))
    return m
(X, _), _ = mnist.load_data()
X = X.reshape(-1, 784) / 127.5 - 1
G, D = gen(), disc()
D.trainable = False
gan = Sequential([G, D]); gan.compile(loss='binary_crossentropy', optimizer=Adam(0.0002, 0.5))
for e in range(10000):
    idx = np.random.randint(0, len(X), 64)
    z = np.random.normal(size=(64, 100))
    d1 = D.train_on_batch(X[idx], np.ones((64, 1)))
    d0 = D.train_on_batch(G.predict(z), np.zeros((64, 1)))
    g = gan.train_on_batch(z, np.ones((64, 1)))
    if e % 500 == 0: print e, d1, d0, g
