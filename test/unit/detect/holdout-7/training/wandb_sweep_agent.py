import wandb
import tensorflow as tf

sweep_config = {"method": "random", "parameters": {"lr": {"values": [1e-2, 1e-3]}, "units": {"values": [32, 128]}}}


def train():
    with wandb.init() as run:
        c = run.config
        (x, y), (xv, yv) = tf.keras.datasets.fashion_mnist.load_data()
        m = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(c.units, "relu"), tf.keras.layers.Dense(10)])
        m.compile(tf.keras.optimizers.Adam(c.lr), tf.keras.losses.SparseCategoricalCrossentropy(True), ["accuracy"])
        m.fit(x / 255, y, validation_data=(xv / 255, yv), epochs=5, callbacks=[wandb.keras.WandbCallback()])


sweep_id = wandb.sweep(sweep_config, project="fashion")
wandb.agent(sweep_id, train, count=10)
