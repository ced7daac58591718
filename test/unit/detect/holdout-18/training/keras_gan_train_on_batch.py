from keras.datasets import mnist
from keras.layers import Dense, Flatten, Input, LeakyReLU, Reshape
from keras.models import Model, Sequential
from keras.optimizers import Adam
import numpy as np


class GAN():
    def __init__(self):
        self.img_shape = (28, 28, 1)
        self.latent_dim = 100
        optimizer = Adam(0.0002, 0.5)
        self.discriminator = self.build_discriminator()
        self.discriminator.compile(loss='binary_crossentropy', optimizer=optimizer, metrics=['accuracy'])
        self.generator = self.build_generator()
        z = Input(shape=(self.latent_dim,))
        img = self.generator(z)
        self.discriminator.trainable = False
        validity = self.discriminator(img)
        self.combined = Model(z, validity)
        self.combined.compile(loss='binary_crossentropy', optimizer=optimizer)

    def build_generator(self):
        return Sequential([Dense(256, input_dim=self.latent_dim), LeakyReLU(.2), Dense(784, activation='tanh'), Reshape(self.img_shape)])

    def build_discriminator(self):
        return Sequential([Flatten(input_shape=self.img_shape), Dense(512), LeakyReLU(.2), Dense(1, activation='sigmoid')])

    def train(self, epochs, batch_size=128):
        (X_train, _), (_, _) = mnist.load_data()
        X_train = np.expand_dims(X_train / 127.5 - 1., axis=3)
        valid, fake = np.ones((batch_size, 1)), np.zeros((batch_size, 1))
        for epoch in range(epochs):
            imgs = X_train[np.random.randint(0, X_train.shape[0], batch_size)]
            noise = np.random.normal(0, 1, (batch_size, self.latent_dim))
            gen_imgs = self.generator.predict(noise)
            d_loss = 0.5 * np.add(self.discriminator.train_on_batch(imgs, valid), self.discriminator.train_on_batch(gen_imgs, fake))
            g_loss = self.combined.train_on_batch(noise, valid)
            print("%d [D loss: %f] [G loss: %f]" % (epoch, d_loss[0], g_loss))


if __name__ == '__main__':
    gan = GAN()
    gan.train(epochs=30000, batch_size=32)
