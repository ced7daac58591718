import tensorflow as tf
import numpy as np

model = tf.keras.applications.Xception(weights="imagenet")
last = model.get_layer("block14_sepconv2_act")
gm = tf.keras.Model(model.inputs, [last.output, model.output])


def heatmap(img):
    with tf.GradientTape() as tape:
        conv, preds = gm(img)
        ch = preds[:, tf.argmax(preds[0])]
    grads = tape.gradient(ch, conv)
    w = tf.reduce_mean(grads, axis=(0, 1, 2))
    h = tf.squeeze(conv[0] @ w[..., tf.newaxis])
    return (tf.maximum(h, 0) / tf.reduce_max(h)).numpy()


print(heatmap(np.random.rand(1, 299, 299, 3).astype("float32")).shape)
