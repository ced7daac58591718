import tensorflow as tf
from tensorflow import keras
from networks import get_network


class DiffusionModel(keras.Model):
    def __init__(self, image_size, widths):
        super().__init__()
        self.normalizer = keras.layers.Normalization()
        self.network = get_network(image_size, widths)

    def train_step(self, images):
        images = self.normalizer(images, training=True)
        noises = tf.random.normal(tf.shape(images))
        with tf.GradientTape() as tape:
            pred = self.network([images + noises], training=True)
            loss = self.loss(noises, pred)
        grads = tape.gradient(loss, self.network.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.network.trainable_weights))
        return {"n_loss": loss}


def prepare(split):
    import tensorflow_datasets as tfds
    return tfds.load("oxford_flowers102", split=split).map(lambda d: d["image"] / 255).batch(64)


def main(_):
    ds = prepare("train+test[:80%]")
    model = DiffusionModel(64, [32, 64, 96, 128])
    model.compile(optimizer=keras.optimizers.AdamW(1e-3), loss=keras.losses.mean_absolute_error)
    model.normalizer.adapt(ds)
    history = model.fit(ds, epochs=50, validation_data=prepare("test[80%:]"))


if __name__ == "__main__":
    from absl import app
    app.run(main)
