import numpy as np
from models import build_gan, build_generator, build_discriminator
from data import real_batches

g, d = build_generator(), build_discriminator()
gan = build_gan(g, d)
for epoch in range(50):
    for real in real_batches(64):
        z = np.random.normal(size=(64, 100))
        d.train_on_batch(real, np.ones(64))
        d.train_on_batch(g.predict(z, verbose=0), np.zeros(64))
        gan.train_on_batch(z, np.ones(64))
