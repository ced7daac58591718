from keras.datasets import mnist
from keras.layers import Input, Dense, Reshape, Flatten, Dropout, LeakyReLU
from keras.models import Sequential, Model
from keras.optimizers import Adam
import numpy as np


class GAN():
    def __init__(self):
        self.latent_dim = 100
        optimizer = Adam(0.0002, 0.5)
        self.discriminator = self.build_discriminator()
        self.discriminator.compile(loss='binary_crossentropy', optimizer=optimizer, metrics=['accuracy'])
        self.generator = self.build_generator()
        z = Input(shape=(self.latent_dim,))
        self.discriminator.trainable = False
        self.combined = Model(z, self.discriminator(self.generator(z)))
        self.combined.compile(loss='binary_crossentropy', optimizer=optimizer)

    def build_generator(self):
        return Sequential([Dense(256, input_dim=100), LeakyReLU(0.2), Dense(784, activation='tanh'), Reshape((28, 28, 1))])

    def build_discriminator(self):
        return Sequential([Flatten(input_shape=(28, 28, 1)), Dense(512), LeakyReLU(0.2), Dense(1, activation='sigmoid')])

    def train(self, epochs, batch_size=128, sample_interval=50):
        (X_train, _), (_, _) = mnist.load_data()
        X_train = np.expand_dims(X_train / 127.5 - 1., axis=3)
        valid, fake = np.ones((batch_size, 1)), np.zeros((batch_size, 1))
        for epoch in range(epochs):
            imgs = X_train[np.random.randint(0, X_train.shape[0], batch_size)]
            noise = np.random.normal(0, 1, (batch_size, self.latent_dim))
            d_real = self.discriminator.train_on_batch(imgs, valid)
            d_fake = self.discriminator.train_on_batch(self.generator.predict(noise), fake)
            g_loss = self.combined.train_on_batch(noise, valid)


if __name__ == '__main__':
    gan = GAN()
    gan.train(epochs=30000, batch_size=32, sample_interval=200)
