import tensorflow as tf

model = tf.keras.models.load_model("flowers.keras")
conv = tf.lite.TFLiteConverter.from_keras_model(model)
conv.optimizations = [tf.lite.Optimize.DEFAULT]


def rep():
    ds = tf.keras.utils.image_dataset_from_directory("calib", batch_size=1, image_size=(180, 180))
    for x, _ in ds.take(100):
        yield [x]


conv.representative_dataset = rep
open("flowers.tflite", "wb").write(conv.convert())
