# 5 fold cv with a fresh net each time
import numpy as np, tensorflow as tf
from sklearn.model_selection import KFold
X, y = np.load('X.npy'), np.load('y.npy')
def build():
    net = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(1)])
    net.compile(optimizer='rmsprop', loss='mse', metrics=['mae'])
    return net
scores = []
for tr, va in KFold(5).split(X):
    net = build()
    net.fit(X[tr], y[tr], epochs=80, batch_size=16, verbose=0)
    scores.append(net.evaluate(X[va], y[va], verbose=0)[1])
print(np.mean(scores))
