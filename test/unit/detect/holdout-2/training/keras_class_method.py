import os
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '2'
from tensorflow.keras import layers, Model, Input, callbacks
from utils.generator import Generator


class Segmenter(object):
    def __init__(self, shape):
        i = Input(shape)
        x = layers.Conv2D(32, 3, padding='same', activation='relu')(i)
        o = layers.Conv2D(1, 1, activation='sigmoid')(x)
        self.model = Model(i, o)
        self.model.compile('adam', 'binary_crossentropy')

    def run(self, folder):
        gen = Generator(folder, 16)
        cb = [callbacks.ModelCheckpoint('w.h5'), callbacks.EarlyStopping(patience=3)]
        return self.model.fit(gen, steps_per_epoch=len(gen), epochs=40, callbacks=cb)


if __name__ == "__main__":
    Segmenter((256, 256, 3)).run('data/train')
