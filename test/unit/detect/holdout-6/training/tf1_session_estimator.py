import tensorflow as tf

tf.logging.set_verbosity(tf.logging.INFO)


def cnn_model_fn(features, labels, mode):
    logits = tf.layers.dense(tf.reshape(features["x"], [-1, 784]), units=10)
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(mode=mode, predictions={"classes": tf.argmax(logits, 1)})
    loss = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits)
    train_op = tf.train.GradientDescentOptimizer(0.001).minimize(loss, global_step=tf.train.get_global_step())
    return tf.estimator.EstimatorSpec(mode=mode, loss=loss, train_op=train_op)


def main(unused_argv):
    mnist = tf.contrib.learn.datasets.load_dataset("mnist")
    clf = tf.estimator.Estimator(model_fn=cnn_model_fn, model_dir="/tmp/mnist")
    inp = tf.estimator.inputs.numpy_input_fn(x={"x": mnist.train.images}, y=mnist.train.labels, num_epochs=None, shuffle=True)
    clf.train(input_fn=inp, steps=20000)


if __name__ == "__main__":
    tf.app.run()
