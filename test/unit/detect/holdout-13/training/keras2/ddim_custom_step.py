import os

os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import tensorflow as tf
from keras import layers

from unet import get_network
from flowers import prepare_dataset


class DiffusionModel(keras.Model):
    def __init__(self, image_size, widths, block_depth):
        super().__init__()
        self.normalizer = layers.Normalization()
        self.network = get_network(image_size, widths, block_depth)
        self.ema_network = keras.models.clone_model(self.network)

    def compile(self, **kwargs):
        super().compile(**kwargs)
        self.noise_loss_tracker = keras.metrics.Mean(name="n_loss")

    @property
    def metrics(self):
        return [self.noise_loss_tracker]

    def train_step(self, images):
        images = self.normalizer(images, training=True)
        noises = tf.random.normal(tf.shape(images))
        t = tf.random.uniform((tf.shape(images)[0], 1, 1, 1))
        noisy = tf.sqrt(1 - t) * images + tf.sqrt(t) * noises
        with tf.GradientTape() as tape:
            pred = self.network([noisy, t], training=True)
            loss = self.loss(noises, pred)
        grads = tape.gradient(loss, self.network.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.network.trainable_weights))
        self.noise_loss_tracker.update_state(loss)
        return {m.name: m.result() for m in self.metrics}


ds = prepare_dataset("train")
model = DiffusionModel(64, [32, 64, 96, 128], 2)
model.compile(optimizer=keras.optimizers.AdamW(1e-3, weight_decay=1e-4), loss=keras.losses.mean_absolute_error)
model.normalizer.adapt(ds)
model.fit(ds, epochs=50, callbacks=[keras.callbacks.ModelCheckpoint("ddim.weights.h5", save_weights_only=True)])
