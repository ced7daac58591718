import numpy as np
import tensorflow as tf
from PIL import Image

base = tf.keras.applications.InceptionV3(include_top=False, weights="imagenet")
dream_model = tf.keras.Model(base.input, [base.get_layer(n).output for n in ("mixed3", "mixed5")])
img = tf.convert_to_tensor(np.array(Image.open("sky.jpg")), tf.float32) / 127.5 - 1
for step in range(100):
    with tf.GradientTape() as tape:
        tape.watch(img)
        loss = sum(tf.reduce_mean(a) for a in dream_model(img[None]))
    grads = tape.gradient(loss, img)
    img = tf.clip_by_value(img + 0.01 * grads / (tf.math.reduce_std(grads) + 1e-8), -1, 1)
tf.keras.utils.save_img("dream.png", img)
