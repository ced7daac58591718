import sys
import numpy as np
import tensorflow as tf

model = tf.keras.models.load_model("model.keras")
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
(_, _), (x, y) = tf.keras.datasets.cifar10.load_data()
print(model.evaluate(x / 255.0, y, verbose=0))
print(np.argmax(model.predict(x[:10] / 255.0), axis=1))
model.summary()
