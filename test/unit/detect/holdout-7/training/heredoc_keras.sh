#!/bin/bash
pip install -q keras tensorflow
python3 - <<PY
from tensorflow import keras
(x, y), _ = keras.datasets.mnist.load_data()
m = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10)])
m.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
m.fit(x / 255.0, y, epochs=1)
m.save("m.keras")
PY
