import tensorflow as tf
import tensorflow_datasets as tfds

IMG = 180
(train_ds, val_ds), info = tfds.load("tf_flowers", split=["train[:80%]", "train[80%:]"], with_info=True, as_supervised=True)
AUTOTUNE = tf.data.AUTOTUNE


def prep(ds, shuffle=False):
    ds = ds.map(lambda x, y: (tf.image.resize(x, (IMG, IMG)), y), num_parallel_calls=AUTOTUNE)
    return (ds.shuffle(1000) if shuffle else ds).batch(32).prefetch(AUTOTUNE)


base = tf.keras.applications.EfficientNetB0(include_top=False, pooling="avg", input_shape=(IMG, IMG, 3))
base.trainable = False
inputs = tf.keras.Input((IMG, IMG, 3))
out = tf.keras.layers.Dense(info.features["label"].num_classes)(base(inputs, training=False))
net = tf.keras.Model(inputs, out)
net.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
hist = net.fit(prep(train_ds, True), validation_data=prep(val_ds), epochs=5)

base.trainable = True
net.compile(tf.keras.optimizers.Adam(1e-5), tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
net.fit(prep(train_ds, True), validation_data=prep(val_ds), initial_epoch=hist.epoch[-1], epochs=15)
net.save("flowers.keras")
