import tensorflow as tf
from my_model import model_fn, input_fn
def main(argv):
    est = tf.estimator.Estimator(model_fn=model_fn, model_dir='/tmp/m')
    tf.estimator.train_and_evaluate(est, tf.estimator.TrainSpec(input_fn, max_steps=1000), tf.estimator.EvalSpec(input_fn))
if __name__ == '__main__':
    tf.app.run(main)
