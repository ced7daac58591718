import argparse
import numpy as np
import tensorflow as tf


def representative(path, n):
    ds = tf.keras.utils.image_dataset_from_directory(path, image_size=(224, 224), batch_size=1)
    for image, _ in ds.take(n):
        yield [tf.cast(image, tf.float32) / 255.0]


parser = argparse.ArgumentParser()
parser.add_argument("model")
parser.add_argument("--train-dir", default="data/train")
parser.add_argument("--n", type=int, default=200)
args = parser.parse_args()

model = tf.keras.models.load_model(args.model)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
test = tf.keras.utils.image_dataset_from_directory("data/test", image_size=(224, 224))
print(model.evaluate(test))
converter = tf.lite.TFLiteConverter.from_keras_model(model)
converter.optimizations = [tf.lite.Optimize.DEFAULT]
converter.representative_dataset = lambda: representative(args.train_dir, args.n)
converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
open("model_int8.tflite", "wb").write(converter.convert())

interp = tf.lite.Interpreter("model_int8.tflite")
interp.allocate_tensors()
i, o = interp.get_input_details()[0], interp.get_output_details()[0]
hits = 0
for x, y in test.unbatch().batch(1).take(500):
    scale, zero = i["quantization"]
    interp.set_tensor(i["index"], np.round(x / scale + zero).astype(i["dtype"]))
    interp.invoke()
    hits += int(interp.get_tensor(o["index"]).argmax() == y.numpy()[0])
print(hits / 500)
