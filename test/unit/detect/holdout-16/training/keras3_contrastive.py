import os

os.environ["KERAS_BACKEND"] = "jax"

import keras
import tensorflow as tf
import tensorflow_datasets as tfds
from keras import layers, ops

BATCH, WIDTH, TEMP, EPOCHS = 525, 128, 0.1, 20


def stl10():
    steps = (100000 + 5000) // BATCH
    unl = tfds.load("stl10", split="unlabelled", as_supervised=True, shuffle_files=True).shuffle(5000).batch(BATCH - 25, drop_remainder=True)
    lab = tfds.load("stl10", split="train", as_supervised=True).shuffle(5000).batch(25, drop_remainder=True).repeat()
    test = tfds.load("stl10", split="test", as_supervised=True).batch(BATCH).prefetch(tf.data.AUTOTUNE)
    return tf.data.Dataset.zip((unl, lab)).prefetch(tf.data.AUTOTUNE), test, steps


def augmenter(area, brightness):
    z = 1 - area ** .5
    return keras.Sequential([layers.Rescaling(1 / 255), layers.RandomFlip("horizontal"), layers.RandomTranslation(z / 2, z / 2),
                             layers.RandomZoom((-z, 0.0), (-z, 0.0)), layers.RandomBrightness(brightness, (0, 1))])


def encoder():
    return keras.Sequential([layers.Conv2D(WIDTH, 3, 2, activation="relu") for _ in range(4)] + [layers.Flatten(), layers.Dense(WIDTH, activation="relu")])


class SimCLR(keras.Model):
    def __init__(self):
        super().__init__()
        self.strong, self.weak = augmenter(.25, .6), augmenter(.75, .3)
        self.encoder = encoder()
        self.head = keras.Sequential([layers.Dense(WIDTH, activation="relu"), layers.Dense(WIDTH)])
        self.probe = layers.Dense(10)
        self.c_loss, self.p_loss = keras.metrics.Mean("c_loss"), keras.metrics.Mean("p_loss")
        self.p_acc = keras.metrics.SparseCategoricalAccuracy(name="p_acc")

    def contrastive(self, a, b):
        a, b = ops.normalize(a, axis=1), ops.normalize(b, axis=1)
        sim = ops.matmul(a, ops.transpose(b)) / TEMP
        lab = ops.arange(ops.shape(a)[0])
        f = keras.losses.sparse_categorical_crossentropy
        return ops.mean(f(lab, sim, from_logits=True) + f(lab, ops.transpose(sim), from_logits=True)) / 2

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        c, p = y_pred
        self.c_loss.update_state(c)
        self.p_loss.update_state(p)
        return c + p

    def call(self, data, training=True):
        (u, _), (l, y) = data
        img = ops.concatenate([u, l], 0)
        fa, fb = self.encoder(self.strong(img)), self.encoder(self.strong(img))
        logits = self.probe(ops.stop_gradient(self.encoder(self.weak(l))))
        self.p_acc.update_state(y, logits)
        return self.contrastive(self.head(fa), self.head(fb)), ops.mean(
            keras.losses.sparse_categorical_crossentropy(y, logits, from_logits=True))


train, test, steps = stl10()
model = SimCLR()
model.compile(optimizer=keras.optimizers.Adam(), jit_compile=False)
history = model.fit(train.map(lambda u, l: ((u, l), 0)), epochs=EPOCHS, steps_per_epoch=steps)
model.encoder.save_weights("simclr.weights.h5")
