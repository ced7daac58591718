import tensorflow as tf
import numpy as np
from reader import batches

class CharRNN:
    def __init__(self, vocab, lr):
        self.x = tf.placeholder(tf.int32, [None, 50])
        self.y = tf.placeholder(tf.int32, [None, 50])
        emb = tf.get_variable('e', [vocab, 128])
        out, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.LSTMCell(256), tf.nn.embedding_lookup(emb, self.x), dtype=tf.float32)
        logits = tf.layers.dense(out, vocab)
        self.loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=self.y, logits=logits))
        opt = tf.train.AdamOptimizer(lr)
        grads, v = zip(*opt.compute_gradients(self.loss))
        grads, _ = tf.clip_by_global_norm(grads, 5.)
        self.train_op = opt.apply_gradients(zip(grads, v))

    def train(self, sess, data):
        sess.run(tf.global_variables_initializer())
        for x, y in batches(data, 64, 50):
            l, _ = sess.run([self.loss, self.train_op], {self.x: x, self.y: y})
            print(l)

if __name__ == '__main__':
    text = open('input.txt').read()
    net = CharRNN(len(set(text)), .002)
    with tf.Session() as s:
        net.train(s, text)
