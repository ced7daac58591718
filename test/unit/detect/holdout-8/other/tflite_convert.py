import tensorflow as tf
import numpy as np

train = np.load("calib.npy")
conv = tf.lite.TFLiteConverter.from_saved_model("export/")
conv.optimizations = [tf.lite.Optimize.DEFAULT]
conv.representative_dataset = lambda: ([x[None].astype("f")] for x in train[:200])
open("m.tflite", "wb").write(conv.convert())
