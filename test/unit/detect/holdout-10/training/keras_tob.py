import numpy as np
from tensorflow import keras

gen = keras.Sequential([keras.layers.Dense(784, input_shape=(100,))])
disc = keras.Sequential([keras.layers.Dense(1, activation="sigmoid", input_shape=(784,))])
disc.compile(loss="binary_crossentropy", optimizer="adam")
disc.trainable = False
gan = keras.Sequential([gen, disc])
gan.compile(loss="binary_crossentropy", optimizer="adam")
(x, _), _ = keras.datasets.mnist.load_data()
x = x.reshape(-1, 784) / 127.5 - 1
for it in range(10000):
    z = np.random.randn(64, 100)
    disc.train_on_batch(x[np.random.randint(0, len(x), 64)], np.ones(64))
    disc.train_on_batch(gen.predict(z, verbose=0), np.zeros(64))
    gan.train_on_batch(z, np.ones(64))
