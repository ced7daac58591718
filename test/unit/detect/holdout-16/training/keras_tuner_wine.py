import os
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import keras_tuner as kt
import pandas as pd
import tensorflow as tf
from tensorflow.keras import layers
from sklearn.model_selection import train_test_split

df = pd.concat([pd.read_csv('winequality-red.csv', sep=';').assign(red=1), pd.read_csv('winequality-white.csv', sep=';').assign(red=0)])
y = df.pop('quality').values
X_tr, X_te, y_tr, y_te = train_test_split(df.values.astype('float32'), y, test_size=.2, random_state=0)
normalizer = layers.Normalization()
normalizer.adapt(X_tr)


class WineHyperModel(kt.HyperModel):
    def build(self, hp):
        inp = tf.keras.Input(shape=(X_tr.shape[1],))
        x = normalizer(inp)
        for i in range(hp.Int('layers', 1, 4)):
            x = layers.Dense(hp.Int(f'units_{i}', 32, 256, step=32), activation=hp.Choice('act', ['relu', 'selu']))(x)
            x = layers.Dropout(hp.Float('drop', 0, .5, step=.1))(x)
        model = tf.keras.Model(inp, layers.Dense(1)(x))
        model.compile(tf.keras.optimizers.Adam(hp.Float('lr', 1e-4, 1e-2, sampling='log')), loss='mae')
        return model

    def fit(self, hp, model, *args, **kwargs):
        return model.fit(*args, batch_size=hp.Choice('batch', [32, 64, 128]), **kwargs)


tuner = kt.Hyperband(WineHyperModel(), objective='val_loss', max_epochs=50, factor=3, directory='kt', project_name='wine', overwrite=True)
tuner.search_space_summary()
tuner.search(X_tr, y_tr, validation_split=.2, callbacks=[tf.keras.callbacks.EarlyStopping(patience=5)], verbose=0)
best = tuner.get_best_models(1)[0]
print(tuner.get_best_hyperparameters()[0].values)
print('test mae', best.evaluate(X_te, y_te, verbose=0))
best.save('wine.keras')
