import sys
import keras
import matplotlib.cm as cm
import numpy as np
import tensorflow as tf

model = keras.applications.Xception(weights="imagenet")
last = "block14_sepconv2_act"
grad_model = keras.models.Model(model.inputs, [model.get_layer(last).output, model.output])


def heatmap(array):
    with tf.GradientTape() as tape:
        features, preds = grad_model(array)
        channel = preds[:, tf.argmax(preds[0])]
    grads = tape.gradient(channel, features)
    pooled = tf.reduce_mean(grads, axis=(0, 1, 2))
    h = tf.squeeze(features[0] @ pooled[..., tf.newaxis])
    return (tf.maximum(h, 0) / tf.math.reduce_max(h)).numpy()


for path in sys.argv[1:]:
    img = keras.utils.img_to_array(keras.utils.load_img(path, target_size=(299, 299)))
    x = keras.applications.xception.preprocess_input(img[None].copy())
    h = np.uint8(255 * heatmap(x))
    jet = cm.get_cmap("jet")(np.arange(256))[:, :3][h]
    jet = keras.utils.array_to_img(jet).resize(img.shape[1::-1])
    keras.utils.array_to_img(keras.utils.img_to_array(jet) * 0.4 + img).save(path + ".cam.jpg")
