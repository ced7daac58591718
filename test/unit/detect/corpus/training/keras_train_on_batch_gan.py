import numpy as np
from tensorflow import keras
from nets import make_generator, make_discriminator

(x_train, _), _ = keras.datasets.fashion_mnist.load_data()
x_train = x_train / 127.5 - 1.
g, d = make_generator(100), make_discriminator()
d.compile(loss='binary_crossentropy', optimizer='adam')
d.trainable = False
z = keras.Input((100,))
gan = keras.Model(z, d(g(z)))
gan.compile(loss='binary_crossentropy', optimizer='adam')
for step in range(20000):
    idx = np.random.randint(0, len(x_train), 64)
    noise = np.random.normal(0, 1, (64, 100))
    d_loss = d.train_on_batch(np.r_[x_train[idx], g.predict(noise)], np.r_[np.ones(64), np.zeros(64)])
    g_loss = gan.train_on_batch(noise, np.ones(64))
    if step % 500 == 0:
        print(step, d_loss, g_loss)
