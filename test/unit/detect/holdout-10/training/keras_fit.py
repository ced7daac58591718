import keras
from keras import layers
import numpy as np

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = np.expand_dims(x_train.astype("float32") / 255, -1)
y_train = keras.utils.to_categorical(y_train, 10)
inputs = keras.Input(shape=(28, 28, 1))
x = layers.Conv2D(32, 3, activation="relu")(inputs)
x = layers.GlobalAveragePooling2D()(x)
net = keras.Model(inputs, layers.Dense(10, activation="softmax")(x))
net.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
hist = net.fit(x_train, y_train, batch_size=128, epochs=15, validation_split=0.1)
print(hist.history)
