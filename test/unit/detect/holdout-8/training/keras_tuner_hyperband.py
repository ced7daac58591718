import keras_tuner as kt
import tensorflow as tf

(x_train, y_train), _ = tf.keras.datasets.cifar10.load_data()


def build(hp):
    m = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(hp.Int("u", 32, 512, 32), "relu"), tf.keras.layers.Dense(10)])
    m.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), ["accuracy"])
    return m


hb = kt.Hyperband(build, objective="val_accuracy", max_epochs=10, directory="kt")
hb.search(x_train, y_train, epochs=10, validation_split=0.2)
print(hb.get_best_hyperparameters(1)[0].values)
