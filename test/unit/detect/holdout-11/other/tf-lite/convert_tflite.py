import tensorflow as tf

model = tf.keras.models.load_model("saved/mobilenet")
(train_x, _), _ = tf.keras.datasets.cifar10.load_data()


def representative():
    for x in tf.data.Dataset.from_tensor_slices(train_x.astype("float32") / 255).batch(1).take(100):
        yield [x]


conv = tf.lite.TFLiteConverter.from_keras_model(model)
conv.optimizations = [tf.lite.Optimize.DEFAULT]
conv.representative_dataset = representative
open("model.tflite", "wb").write(conv.convert())
