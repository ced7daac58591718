import tensorflow.compat.v1 as tf
import numpy as np
tf.disable_v2_behavior()

X = tf.placeholder(tf.float32)
Y = tf.placeholder(tf.float32)
W = tf.Variable(np.random.randn(), name="weight")
b = tf.Variable(np.random.randn(), name="bias")
pred = tf.add(tf.multiply(X, W), b)
cost = tf.reduce_mean(tf.pow(pred - Y, 2))
train_op = tf.train.GradientDescentOptimizer(0.01).minimize(cost)
init = tf.global_variables_initializer()
xs = np.linspace(0, 1, 100)
ys = 3 * xs + 1
with tf.Session() as sess:
    sess.run(init)
    for epoch in range(1000):
        for (x, y) in zip(xs, ys):
            sess.run(train_op, feed_dict={X: x, Y: y})
    print(sess.run([W, b]))
