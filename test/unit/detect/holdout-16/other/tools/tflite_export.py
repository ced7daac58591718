import argparse
import pathlib
import numpy as np
import tensorflow as tf


def representative(folder, size, n=200):
    files = sorted(pathlib.Path(folder).glob("*.jpg"))[:n]

    def gen():
        for f in files:
            x = tf.io.decode_jpeg(tf.io.read_file(str(f)), 3)
            yield [tf.image.resize(x, size)[None] / 127.5 - 1]
    return gen


def check(path, keras_model, gen):
    it = tf.lite.Interpreter(str(path))
    it.allocate_tensors()
    i, o = it.get_input_details()[0], it.get_output_details()[0]
    same = n = 0
    for (x,) in gen():
        q = x
        if i["dtype"] == np.int8:
            s, z = i["quantization"]
            q = tf.cast(tf.round(x / s) + z, tf.int8)
        it.set_tensor(i["index"], q)
        it.invoke()
        same += int(it.get_tensor(o["index"]).argmax() == keras_model(x, training=False).numpy().argmax())
        n += 1
    return same / n


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("model", type=pathlib.Path)
    p.add_argument("images")
    p.add_argument("--int8", action="store_true")
    a = p.parse_args()
    model = tf.keras.models.load_model(a.model, compile=False)
    gen = representative(a.images, model.input_shape[1:3])
    c = tf.lite.TFLiteConverter.from_keras_model(model)
    c.optimizations = [tf.lite.Optimize.DEFAULT]
    if a.int8:
        c.representative_dataset = gen
        c.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        c.inference_input_type = c.inference_output_type = tf.int8
    out = a.model.with_suffix(".int8.tflite" if a.int8 else ".tflite")
    out.write_bytes(c.convert())
    print(out, out.stat().st_size // 1024, "KiB, agreement", check(out, model, gen))
