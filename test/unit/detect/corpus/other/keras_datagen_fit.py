from keras.preprocessing.image import ImageDataGenerator
from keras.preprocessing.text import Tokenizer
import numpy as np
imgs = np.load('i.npy')
datagen = ImageDataGenerator(featurewise_center=True); datagen.fit(imgs)
tok = Tokenizer(); tok.fit_on_texts(open('t.txt'))
for b in datagen.flow(imgs, batch_size=9): np.save('aug.npy', b); break
