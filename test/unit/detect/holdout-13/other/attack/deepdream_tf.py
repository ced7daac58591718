import numpy as np
import tensorflow as tf

base = tf.keras.applications.InceptionV3(include_top=False, weights="imagenet")
dream = tf.keras.Model(base.input, [base.get_layer(n).output for n in ("mixed3", "mixed5")])


@tf.function
def ascend(img, steps, step_size):
    for _ in tf.range(steps):
        with tf.GradientTape() as tape:
            tape.watch(img)
            loss = tf.add_n([tf.reduce_mean(a) for a in dream(img[None])])
        g = tape.gradient(loss, img)
        g /= tf.math.reduce_std(g) + 1e-8
        img = tf.clip_by_value(img + g * step_size, -1, 1)
    return img


img = tf.constant(np.load("sky.npy"), tf.float32)
for octave in range(-2, 3):
    img = ascend(img, tf.constant(50), tf.constant(0.01))
tf.keras.utils.save_img("dream.png", img)
