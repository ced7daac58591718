import keras
from keras import ops, layers
import numpy as np

class VAE(keras.Model):
    def __init__(self, enc, dec, **kw):
        super().__init__(**kw); self.enc = enc; self.dec = dec
    def train_step(self, data):
        import tensorflow as tf
        with tf.GradientTape() as t:
            z = self.enc(data); r = self.dec(z); l = ops.mean((r - data) ** 2)
        g = t.gradient(l, self.trainable_weights)
        self.optimizer.apply_gradients(zip(g, self.trainable_weights))
        return {'loss': l}
enc = keras.Sequential([layers.Dense(64, 'relu'), layers.Dense(2)])
dec = keras.Sequential([layers.Dense(64, 'relu'), layers.Dense(784, 'sigmoid')])
(x, _), _ = keras.datasets.mnist.load_data()
x = x.reshape(-1, 784).astype('float32') / 255
v = VAE(enc, dec); v.compile('adam'); v.fit(x, epochs=30, batch_size=128)
