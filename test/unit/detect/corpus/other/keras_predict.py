import numpy as np
import tensorflow as tf

model = tf.keras.models.load_model("saved/model.keras")
ds = tf.keras.utils.image_dataset_from_directory("test", shuffle=False)
model.evaluate(ds)
print(np.argmax(model.predict(ds), axis=1))
