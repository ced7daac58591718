import argparse
import tensorflow as tf
import numpy as np
from PIL import Image

ap = argparse.ArgumentParser()
ap.add_argument("image")
ap.add_argument("--layers", nargs="+", default=["mixed3", "mixed5"])
ap.add_argument("--octaves", type=int, default=3)
ap.add_argument("--steps", type=int, default=50)
a = ap.parse_args()

base = tf.keras.applications.InceptionV3(include_top=False, weights="imagenet")
net = tf.keras.Model(base.input, [base.get_layer(n).output for n in a.layers])


@tf.function(input_signature=[tf.TensorSpec([None, None, 3]), tf.TensorSpec([], tf.int32), tf.TensorSpec([])])
def ascend(img, steps, lr):
    loss = 0.0
    for _ in tf.range(steps):
        with tf.GradientTape() as tape:
            tape.watch(img)
            loss = tf.add_n([tf.reduce_mean(act) for act in net(img[None])])
        g = tape.gradient(loss, img)
        g /= tf.math.reduce_std(g) + 1e-8
        img = tf.clip_by_value(img + g * lr, -1, 1)
    return loss, img


img = tf.keras.applications.inception_v3.preprocess_input(np.array(Image.open(a.image).convert("RGB"), dtype="float32"))
shape = tf.cast(tf.shape(img)[:-1], tf.float32)
for o in range(-a.octaves + 1, 1):
    img = tf.image.resize(img, tf.cast(shape * 1.3 ** o, tf.int32))
    loss, img = ascend(img, tf.constant(a.steps), tf.constant(0.01))
    print("octave", o, "loss", float(loss))
Image.fromarray(np.uint8(255 * (img.numpy() + 1) / 2)).save("dream.png")
