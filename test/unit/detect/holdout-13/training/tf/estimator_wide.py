import tensorflow.compat.v1 as tf

tf.app.flags.DEFINE_string("model_dir", "/tmp/census", "")
FLAGS = tf.app.flags.FLAGS


def input_fn(path, epochs, shuffle, bs):
    ds = tf.data.TextLineDataset(path)
    if shuffle:
        ds = ds.shuffle(32561)
    return ds.map(parse_csv, 5).repeat(epochs).batch(bs)


def parse_csv(line):
    cols = tf.decode_csv(line, [[0.0]] * 6 + [[0]])
    return dict(zip("abcdef", cols[:-1])), cols[-1]


def main(_):
    est = tf.estimator.DNNLinearCombinedClassifier(model_dir=FLAGS.model_dir,
                                                   linear_feature_columns=[tf.feature_column.numeric_column(c) for c in "abcdef"],
                                                   dnn_hidden_units=[100, 75])
    train_spec = tf.estimator.TrainSpec(lambda: input_fn("adult.data", None, True, 40), max_steps=20000)
    eval_spec = tf.estimator.EvalSpec(lambda: input_fn("adult.test", 1, False, 40))
    tf.estimator.train_and_evaluate(est, train_spec, eval_spec)


if __name__ == "__main__":
    tf.app.run()
