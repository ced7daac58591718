import keras
from keras import layers, ops
import numpy as np

class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.a = layers.Dense(64, activation="relu")
        self.b = layers.Dense(1)
    def call(self, x):
        return self.b(self.a(x))

x = np.random.rand(1000, 10)
y = x.sum(axis=1)
net = Net()
net.compile(optimizer=keras.optimizers.Adam(1e-3), loss="mse")
history = net.fit(x, y, batch_size=32, epochs=5, validation_split=.1, verbose=2)
print(history.history["loss"][-1])
