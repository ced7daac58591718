import keras
from keras import layers
(x, y), (xt, yt) = keras.datasets.fashion_mnist.load_data()
x = x[..., None] / 255.0
m = keras.Sequential([keras.Input((28, 28, 1)), layers.Conv2D(32, 3, activation='relu'), layers.Flatten(), layers.Dense(10, activation='softmax')])
m.compile('adam', 'sparse_categorical_crossentropy', ['accuracy'])
hist = m.fit(x, y, epochs=5, batch_size=128, validation_split=0.1, callbacks=[keras.callbacks.EarlyStopping(patience=2)])
m.save('fashion.keras')
