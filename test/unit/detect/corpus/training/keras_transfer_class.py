# -*- coding: utf-8 -*-
from tensorflow.keras.applications import EfficientNetB0
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras import layers, Model
from tensorflow.keras.callbacks import EarlyStopping, ModelCheckpoint

class FlowerClassifier(object):
    def __init__(self, folder, size=224):
        self.folder = folder
        self.size = size
        self.model = None

    def build(self):
        base = EfficientNetB0(include_top=False, input_shape=(self.size, self.size, 3))
        base.trainable = False
        x = layers.GlobalAveragePooling2D()(base.output)
        self.model = Model(base.input, layers.Dense(5, activation='softmax')(x))
        self.model.compile('adam', 'categorical_crossentropy', metrics=['accuracy'])

    def go(self):
        gen = ImageDataGenerator(rescale=1/255., validation_split=.2)
        tr = gen.flow_from_directory(self.folder, subset='training', batch_size=32)
        va = gen.flow_from_directory(self.folder, subset='validation', batch_size=32)
        self.model.fit(tr, validation_data=va, epochs=10, callbacks=[EarlyStopping(patience=2), ModelCheckpoint('best.h5')])

if __name__ == '__main__':
    c = FlowerClassifier('flowers')
    c.build()
    c.go()
