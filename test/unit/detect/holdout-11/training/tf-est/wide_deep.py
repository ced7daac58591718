import tensorflow as tf
from census import build_model_columns, input_fn

tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.INFO)


def run_census():
    wide, deep = build_model_columns()
    est = tf.estimator.DNNLinearCombinedClassifier(model_dir="/tmp/census", linear_feature_columns=wide, dnn_feature_columns=deep, dnn_hidden_units=[100, 75, 50, 25])
    train_spec = tf.estimator.TrainSpec(lambda: input_fn("adult.data", 40, True), max_steps=50000)
    eval_spec = tf.estimator.EvalSpec(lambda: input_fn("adult.test", 1, False))
    tf.estimator.train_and_evaluate(est, train_spec, eval_spec)


if __name__ == "__main__":
    run_census()
