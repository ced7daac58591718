# Self-driving car nanodegree P3
import csv
import cv2
import numpy as np
import sklearn
from sklearn.model_selection import train_test_split
from sklearn.utils import shuffle
from keras.models import Sequential
from keras.layers import Flatten, Dense, Lambda, Cropping2D, Conv2D, Dropout
from keras.callbacks import ModelCheckpoint

samples = []
with open('./data/driving_log.csv') as f:
    reader = csv.reader(f)
    next(reader)
    for line in reader:
        samples.append(line)
train_samples, validation_samples = train_test_split(samples, test_size=0.2)

CORRECTION = 0.2


def generator(samples, batch_size=32):
    n = len(samples)
    while 1:
        shuffle(samples)
        for off in range(0, n, batch_size):
            images, angles = [], []
            for s in samples[off:off + batch_size]:
                for cam, corr in ((0, 0.), (1, CORRECTION), (2, -CORRECTION)):
                    img = cv2.imread('./data/IMG/' + s[cam].split('/')[-1])
                    img = cv2.cvtColor(img, cv2.COLOR_BGR2RGB)
                    angle = float(s[3]) + corr
                    images.append(img)
                    angles.append(angle)
                    images.append(np.fliplr(img))
                    angles.append(-angle)
            yield shuffle(np.array(images), np.array(angles))


def nvidia():
    m = Sequential()
    m.add(Lambda(lambda x: x / 255.0 - 0.5, input_shape=(160, 320, 3)))
    m.add(Cropping2D(cropping=((70, 25), (0, 0))))
    for filters, k, s in ((24, 5, 2), (36, 5, 2), (48, 5, 2), (64, 3, 1), (64, 3, 1)):
        m.add(Conv2D(filters, (k, k), strides=(s, s), activation='elu'))
    m.add(Flatten())
    m.add(Dense(100)); m.add(Dropout(0.5))
    m.add(Dense(50))
    m.add(Dense(10))
    m.add(Dense(1))
    m.compile(loss='mse', optimizer='adam')
    return m


model = nvidia()
ckpt = ModelCheckpoint('model-{epoch:02d}.h5', save_best_only=False)
model.fit_generator(generator(train_samples), steps_per_epoch=len(train_samples) // 32,
                    validation_data=generator(validation_samples), validation_steps=len(validation_samples) // 32,
                    nb_epoch=5, callbacks=[ckpt])
model.save('model.h5')
print('done')
