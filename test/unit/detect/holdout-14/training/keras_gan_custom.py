import keras
import tensorflow as tf

from nets import make_discriminator, make_generator

LATENT = 128
(x, _), _ = keras.datasets.fashion_mnist.load_data()
ds = tf.data.Dataset.from_tensor_slices(x[..., None].astype("float32") / 127.5 - 1).shuffle(60000).batch(64, drop_remainder=True)
gen, disc = make_generator(LATENT), make_discriminator()
g_opt, d_opt = keras.optimizers.Adam(2e-4, 0.5), keras.optimizers.Adam(2e-4, 0.5)
bce = keras.losses.BinaryCrossentropy(from_logits=True)


@tf.function
def step(real):
    z = tf.random.normal((64, LATENT))
    with tf.GradientTape(persistent=True) as tape:
        fake = gen(z, training=True)
        r, f = disc(real, training=True), disc(fake, training=True)
        d_loss = bce(tf.ones_like(r), r) + bce(tf.zeros_like(f), f)
        g_loss = bce(tf.ones_like(f), f)
    d_opt.apply_gradients(zip(tape.gradient(d_loss, disc.trainable_weights), disc.trainable_weights))
    g_opt.apply_gradients(zip(tape.gradient(g_loss, gen.trainable_weights), gen.trainable_weights))
    del tape
    return d_loss, g_loss


for epoch in range(50):
    for real in ds:
        d, g = step(real)
    tf.print("epoch", epoch, "d", d, "g", g)
    gen.save_weights(f"gen_{epoch:03d}.weights.h5")
