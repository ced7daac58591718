import keras, tensorflow as tf
from keras import layers
class VAE(keras.Model):
    def __init__(s, e, d): super().__init__(); s.e, s.d = e, d; s.tracker = keras.metrics.Mean(name='loss')
    def train_step(s, data):
        with tf.GradientTape() as t:
            m, lv, z = s.e(data); r = s.d(z)
            loss = tf.reduce_mean((data - r) ** 2) - .5 * tf.reduce_mean(1 + lv - m ** 2 - tf.exp(lv))
        g = t.gradient(loss, s.trainable_weights); s.optimizer.apply_gradients(zip(g, s.trainable_weights)); s.tracker.update_state(loss)
        return {'loss': s.tracker.result()}
from parts import enc, dec
(x, _), _ = keras.datasets.mnist.load_data()
v = VAE(enc(), dec()); v.compile(optimizer='adam'); v.fit(x[..., None] / 255., epochs=30, batch_size=128)
