from __future__ import absolute_import, division, print_function
import time
import numpy as np
import tensorflow as tf
import reader

flags = tf.flags
flags.DEFINE_string("data_path", None, "where the ptb files are")
flags.DEFINE_string("save_path", None, "Model output directory.")
FLAGS = flags.FLAGS


class LM(object):
    def __init__(self, is_training, batch, steps, vocab=10000, size=650, layers=2, keep=0.5):
        self.batch, self.steps = batch, steps
        self.x = tf.placeholder(tf.int32, [batch, steps])
        self.y = tf.placeholder(tf.int32, [batch, steps])

        def cell():
            c = tf.contrib.rnn.BasicLSTMCell(size, forget_bias=0.0, reuse=not is_training)
            return tf.contrib.rnn.DropoutWrapper(c, output_keep_prob=keep) if is_training else c
        stack = tf.contrib.rnn.MultiRNNCell([cell() for _ in range(layers)])
        self.init = stack.zero_state(batch, tf.float32)
        with tf.device("/cpu:0"):
            emb = tf.get_variable("embedding", [vocab, size])
            inp = tf.nn.embedding_lookup(emb, self.x)
        out, self.final = tf.nn.dynamic_rnn(stack, inp, initial_state=self.init)
        w = tf.get_variable("softmax_w", [size, vocab])
        b = tf.get_variable("softmax_b", [vocab])
        logits = tf.matmul(tf.reshape(out, [-1, size]), w) + b
        xe = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.reshape(self.y, [-1]), logits=logits)
        self.cost = tf.reduce_sum(xe) / batch
        if not is_training:
            return
        self.lr = tf.Variable(0.0, trainable=False)
        tvars = tf.trainable_variables()
        grads, _ = tf.clip_by_global_norm(tf.gradients(self.cost, tvars), 5)
        self.train_op = tf.train.GradientDescentOptimizer(self.lr).apply_gradients(zip(grads, tvars))
        self.new_lr = tf.placeholder(tf.float32, [])
        self.lr_update = tf.assign(self.lr, self.new_lr)


def run_epoch(sess, m, data, op):
    costs, iters = 0.0, 0
    state = sess.run(m.init)
    for x, y in reader.iterate(data, m.batch, m.steps):
        cost, state, _ = sess.run([m.cost, m.final, op], {m.x: x, m.y: y, m.init: state})
        costs += cost
        iters += m.steps
    return np.exp(costs / iters)


def main(_):
    train_data, valid_data, test_data, _ = reader.ptb_raw_data(FLAGS.data_path)
    with tf.Graph().as_default(), tf.Session() as sess:
        with tf.variable_scope("model", reuse=None):
            m = LM(True, 20, 35)
        with tf.variable_scope("model", reuse=True):
            mv = LM(False, 20, 35)
        tf.global_variables_initializer().run()
        saver = tf.train.Saver()
        for i in range(39):
            sess.run(m.lr_update, {m.new_lr: 1.0 * 0.8 ** max(i - 6, 0)})
            print("Epoch %d train ppl %.3f" % (i, run_epoch(sess, m, train_data, m.train_op)))
            print("valid ppl %.3f" % run_epoch(sess, mv, valid_data, tf.no_op()))
        if FLAGS.save_path:
            saver.save(sess, FLAGS.save_path)


if __name__ == "__main__":
    tf.app.run()
