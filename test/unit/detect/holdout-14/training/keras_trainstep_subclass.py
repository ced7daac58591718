import os
os.environ["KERAS_BACKEND"] = "jax"
import keras
import numpy as np


class Sampling(keras.layers.Layer):
    def call(self, inputs):
        mean, log_var = inputs
        return mean + keras.ops.exp(0.5 * log_var) * keras.random.normal(keras.ops.shape(mean))


class VAE(keras.Model):
    def __init__(self):
        super().__init__()
        self.enc = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(256, "relu")])
        self.mu, self.lv = keras.layers.Dense(8), keras.layers.Dense(8)
        self.dec = keras.Sequential([keras.layers.Dense(256, "relu"), keras.layers.Dense(784, "sigmoid"), keras.layers.Reshape((28, 28))])

    def call(self, x):
        h = self.enc(x)
        m, v = self.mu(h), self.lv(h)
        self.add_loss(-0.5 * keras.ops.mean(1 + v - keras.ops.square(m) - keras.ops.exp(v)))
        return self.dec(Sampling()([m, v]))


(x, _), (t, _) = keras.datasets.mnist.load_data()
x, t = x / 255.0, t / 255.0
vae = VAE()
vae.compile(keras.optimizers.Adam(1e-3), loss="binary_crossentropy")
history = vae.fit(x, x, epochs=20, batch_size=128, validation_data=(t, t), callbacks=[keras.callbacks.EarlyStopping(patience=3)])
np.save("hist.npy", history.history["loss"])
