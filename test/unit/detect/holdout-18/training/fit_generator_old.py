#!/usr/bin/env python2
# -*- coding: utf-8 -*-
from keras.applications.vgg16 import VGG16
from keras.preprocessing.image import ImageDataGenerator
from keras.models import Model
from keras.layers import Dense, Flatten
from keras.optimizers import SGD

train_gen = ImageDataGenerator(rescale=1./255, shear_range=0.2, zoom_range=0.2, horizontal_flip=True) \
    .flow_from_directory('data/train', target_size=(224, 224), batch_size=16, class_mode='binary')
val_gen = ImageDataGenerator(rescale=1./255).flow_from_directory('data/validation', target_size=(224, 224), batch_size=16, class_mode='binary')

base = VGG16(include_top=False, input_shape=(224, 224, 3))
for layer in base.layers[:15]:
    layer.trainable = False
out = Dense(1, activation='sigmoid')(Flatten()(base.output))
m = Model(base.input, out)
m.compile(loss='binary_crossentropy', optimizer=SGD(lr=1e-4, momentum=0.9), metrics=['accuracy'])
print "training ..."
m.fit_generator(train_gen, samples_per_epoch=2000, nb_epoch=50, validation_data=val_gen, nb_val_samples=800)
m.save_weights('second_try.h5')
