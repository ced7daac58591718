import tensorflow as tf

CSV = ["age", "fnlwgt", "education_num", "capital_gain", "hours_per_week", "income"]


def input_fn(path, shuffle, bs):
    ds = tf.data.experimental.make_csv_dataset(path, bs, CSV, label_name="income", shuffle=shuffle, num_epochs=1)
    return ds


def main(argv):
    cols = [tf.feature_column.numeric_column(c) for c in CSV[:-1]]
    est = tf.estimator.DNNClassifier([64, 32], cols, model_dir="/tmp/census")
    for n in range(40 // 2):
        est.train(input_fn=lambda: input_fn("adult.data", True, 40))
        res = est.evaluate(input_fn=lambda: input_fn("adult.test", False, 40))
        print(n, res["accuracy"])


if __name__ == "__main__":
    tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.INFO)
    tf.compat.v1.app.run(main=main)
