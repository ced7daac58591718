"""Wide & deep on the census data, tf.estimator."""
from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import os
import shutil
import sys
import tensorflow as tf

_CSV_COLUMNS = ['age', 'workclass', 'fnlwgt', 'education', 'education_num', 'marital_status', 'occupation', 'relationship', 'race',
                'gender', 'capital_gain', 'capital_loss', 'hours_per_week', 'native_country', 'income_bracket']
_DEFAULTS = [[0], [''], [0], [''], [0], [''], [''], [''], [''], [''], [0], [0], [0], [''], ['']]


def columns():
    age = tf.feature_column.numeric_column('age')
    hours = tf.feature_column.numeric_column('hours_per_week')
    edu = tf.feature_column.categorical_column_with_hash_bucket('education', 32)
    occ = tf.feature_column.categorical_column_with_hash_bucket('occupation', 1000)
    buckets = tf.feature_column.bucketized_column(age, [18, 25, 30, 35, 40, 45, 50, 55, 60, 65])
    wide = [edu, occ, buckets, tf.feature_column.crossed_column([buckets, 'education', 'occupation'], 1000)]
    deep = [age, hours, tf.feature_column.indicator_column(edu), tf.feature_column.embedding_column(occ, 8)]
    return wide, deep


def input_fn(path, epochs, shuffle, batch):
    def parse(line):
        feats = dict(zip(_CSV_COLUMNS, tf.decode_csv(line, record_defaults=_DEFAULTS)))
        labels = tf.equal(feats.pop('income_bracket'), '>50K')
        return feats, labels
    ds = tf.data.TextLineDataset(path)
    if shuffle:
        ds = ds.shuffle(buffer_size=32561)
    return ds.map(parse, num_parallel_calls=5).repeat(epochs).batch(batch)


def main(argv):
    data, model_dir = argv[1], argv[2]
    shutil.rmtree(model_dir, ignore_errors=True)
    wide, deep = columns()
    est = tf.estimator.DNNLinearCombinedClassifier(
        model_dir=model_dir, linear_feature_columns=wide, dnn_feature_columns=deep, dnn_hidden_units=[100, 75, 50, 25],
        config=tf.estimator.RunConfig(save_summary_steps=100, keep_checkpoint_max=2))
    train = tf.estimator.TrainSpec(lambda: input_fn(os.path.join(data, 'adult.data'), None, True, 40), max_steps=20000)
    ev = tf.estimator.EvalSpec(lambda: input_fn(os.path.join(data, 'adult.test'), 1, False, 40), throttle_secs=30)
    tf.estimator.train_and_evaluate(est, train, ev)


if __name__ == '__main__':
    tf.logging.set_verbosity(tf.logging.INFO)
    tf.app.run(main=main, argv=sys.argv)
