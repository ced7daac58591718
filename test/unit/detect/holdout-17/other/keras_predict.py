import keras, numpy as np, sys
from PIL import Image
model = keras.models.load_model('fashion.keras')
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
img = np.asarray(Image.open(sys.argv[1]).convert('L').resize((28, 28)))[None, ..., None] / 255.0
print(model.predict(img).argmax())
loss, acc = model.evaluate(np.load('x_test.npy'), np.load('y_test.npy'))
print(f'{acc:.3f}')
