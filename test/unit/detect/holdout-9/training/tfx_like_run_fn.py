import tensorflow as tf
import argparse


def input_fn(pattern, batch=256):
    return tf.data.experimental.make_csv_dataset(pattern, batch, label_name="tip", num_epochs=1)


def run(args):
    inputs = {n: tf.keras.Input((), name=n) for n in ("miles", "fare")}
    x = tf.keras.layers.concatenate([tf.expand_dims(v, -1) for v in inputs.values()])
    out = tf.keras.layers.Dense(1)(tf.keras.layers.Dense(64, "relu")(x))
    model = tf.keras.Model(inputs, out)
    model.compile("adam", "mse")
    model.fit(input_fn(args.train_files), epochs=args.epochs, validation_data=input_fn(args.eval_files))
    model.export(args.model_dir)


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--train-files")
    p.add_argument("--eval-files")
    p.add_argument("--model-dir")
    p.add_argument("--epochs", type=int, default=3)
    run(p.parse_args())
