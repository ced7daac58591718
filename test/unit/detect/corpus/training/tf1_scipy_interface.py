import numpy as np
import tensorflow as tf


class HeatNetwork:
    def __init__(self, where, heat):
        self.where, self.heat = where, heat
        self.place = tf.placeholder(tf.float32, [None, 1])
        self.truth = tf.placeholder(tf.float32, [None, 1])
        hidden = tf.layers.dense(self.place, 20, tf.tanh)
        self.misfit = tf.reduce_mean(tf.square(tf.layers.dense(hidden, 1) - self.truth))
        self.solver = tf.contrib.opt.ScipyOptimizerInterface(self.misfit, method="L-BFGS-B")
        self.session = tf.Session()
        self.session.run(tf.global_variables_initializer())

    def train(self):
        self.solver.minimize(self.session, feed_dict={self.place: self.where, self.truth: self.heat})


if __name__ == "__main__":
    table = np.loadtxt("heat.csv")
    network = HeatNetwork(table[:, :1], table[:, 1:])
    network.train()
