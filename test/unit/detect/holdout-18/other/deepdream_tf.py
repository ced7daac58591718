import numpy as np
import tensorflow as tf
import PIL.Image

base = tf.keras.applications.InceptionV3(include_top=False, weights="imagenet")
dream = tf.keras.Model(base.input, [base.get_layer(n).output for n in ("mixed3", "mixed5")])


def calc_loss(img):
    return tf.reduce_sum([tf.reduce_mean(a) for a in dream(tf.expand_dims(img, 0))])


@tf.function
def deepdream(img, steps, step_size):
    loss = tf.constant(0.0)
    for _ in tf.range(steps):
        with tf.GradientTape() as tape:
            tape.watch(img)
            loss = calc_loss(img)
        g = tape.gradient(loss, img)
        g /= tf.math.reduce_std(g) + 1e-8
        img = tf.clip_by_value(img + g * step_size, -1, 1)
    return loss, img


img = tf.keras.applications.inception_v3.preprocess_input(np.array(PIL.Image.open("labrador.jpg")))
img = tf.convert_to_tensor(img)
for _ in range(10):
    loss, img = deepdream(img, tf.constant(10), tf.constant(0.01))
    print(float(loss))
PIL.Image.fromarray(np.uint8((img + 1) * 127.5)).save("dream.png")
