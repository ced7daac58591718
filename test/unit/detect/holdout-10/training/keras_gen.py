from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras.applications import VGG16
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential

base = VGG16(include_top=False, input_shape=(150, 150, 3))
base.trainable = False
m = Sequential([base, Flatten(), Dense(1, activation='sigmoid')])
m.compile('rmsprop', 'binary_crossentropy')
g = ImageDataGenerator(rescale=1. / 255).flow_from_directory('train', target_size=(150, 150), class_mode='binary')
m.fit_generator(g, steps_per_epoch=100, epochs=30)
