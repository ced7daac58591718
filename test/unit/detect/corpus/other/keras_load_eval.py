from tensorflow import keras
(_, _), (x, y) = keras.datasets.mnist.load_data()
m = keras.models.load_model('mnist.keras')
m.compile(loss='sparse_categorical_crossentropy', optimizer='adam', metrics=['acc'])
print(m.evaluate(x / 255., y, batch_size=128))
for layer in m.layers: layer.trainable = False
