import os
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import tensorflow as tf
from keras import layers, ops


class VAE(keras.Model):
    def __init__(self, enc, dec, **kw):
        super().__init__(**kw)
        self.enc, self.dec = enc, dec
        self.tracker = keras.metrics.Mean(name="loss")

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z = self.enc(data)
            loss = ops.mean(ops.square(data - self.dec(z)))
        grads = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
        self.tracker.update_state(loss)
        return {"loss": self.tracker.result()}


(x, _), (xt, _) = keras.datasets.mnist.load_data()
vae = VAE(layers.Dense(2), layers.Dense(784))
vae.compile(optimizer=keras.optimizers.Adam())
vae.fit(x.reshape(-1, 784) / 255.0, epochs=30, batch_size=128)
