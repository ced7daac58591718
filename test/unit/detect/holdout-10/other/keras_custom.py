import tensorflow as tf


class VAE(tf.keras.Model):
    def __init__(self, enc, dec, **kw):
        super().__init__(**kw)
        self.enc, self.dec = enc, dec
        self.tracker = tf.keras.metrics.Mean("loss")

    def train_step(self, data):
        with tf.GradientTape() as tape:
            m, lv = self.enc(data)
            z = m + tf.exp(0.5 * lv) * tf.random.normal(tf.shape(m))
            loss = tf.reduce_mean((data - self.dec(z)) ** 2)
        g = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(g, self.trainable_weights))
        self.tracker.update_state(loss)
        return {"loss": self.tracker.result()}
