import keras_tuner as kt
from tensorflow import keras
def build(hp):
    m = keras.Sequential([keras.layers.Dense(hp.Int('u', 32, 512, 32), 'relu'), keras.layers.Dense(10)])
    m.compile('adam', 'sparse_categorical_crossentropy'); return m
tuner = kt.RandomSearch(build, objective='val_loss', max_trials=5)
(x, y), _ = keras.datasets.mnist.load_data()
tuner.search(x.reshape(-1, 784), y, epochs=5, validation_split=.2)
