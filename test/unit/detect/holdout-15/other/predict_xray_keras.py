import os
import sys
import cv2
import numpy as np
import pandas as pd
from keras.models import load_model, Model
from keras.applications.densenet import preprocess_input
import keras.backend as K

LABELS = ['Atelectasis', 'Cardiomegaly', 'Effusion', 'Infiltration', 'Mass', 'Nodule', 'Pneumonia', 'Pneumothorax']


def weighted_bce(y_true, y_pred):
    return K.mean(K.binary_crossentropy(y_true, y_pred))


def read(path):
    img = cv2.imread(path)
    img = cv2.resize(img, (320, 320))
    return preprocess_input(img[..., ::-1].astype('float32'))


def main(folder, weights='models/densenet_best.h5'):
    model = load_model(weights, custom_objects={'weighted_bce': weighted_bce})
    model.summary()
    feat = Model(model.input, model.layers[-2].output)
    files = sorted(f for f in os.listdir(folder) if f.lower().endswith(('png', 'jpg')))
    rows = []
    for i in range(0, len(files), 16):
        x = np.stack([read(os.path.join(folder, f)) for f in files[i:i + 16]])
        # test time augmentation
        p = (model.predict(x, verbose=0) + model.predict(x[:, :, ::-1], verbose=0)) / 2
        rows += [dict(zip(LABELS, r), file=f) for r, f in zip(p, files[i:i + 16])]
        np.save('feat_%05d.npy' % i, feat.predict(x, verbose=0))
    pd.DataFrame(rows).to_csv('predictions.csv', index=False)


if __name__ == '__main__':
    main(*sys.argv[1:])
