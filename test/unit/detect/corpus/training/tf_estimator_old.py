import tensorflow as tf
from features import input_fn, columns
flags = tf.app.flags
flags.DEFINE_integer('steps', 1000, 'steps')
FLAGS = flags.FLAGS

def main(_):
    est = tf.estimator.DNNClassifier(hidden_units=[100, 50], feature_columns=columns(), n_classes=3, model_dir='/tmp/m')
    est.train(input_fn=lambda: input_fn('train.csv'), steps=FLAGS.steps)
    print(est.evaluate(input_fn=lambda: input_fn('test.csv')))

if __name__ == '__main__':
    tf.app.run()
