import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("/tmp/data/", one_hot=True)
X = tf.placeholder("float", [None, 784])
Y = tf.placeholder("float", [None, 10])
W = tf.Variable(tf.random_normal([784, 10]))
loss_op = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=tf.matmul(X, W), labels=Y))
train_op = tf.train.AdamOptimizer(learning_rate=0.1).minimize(loss_op)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(1, 501):
        batch_x, batch_y = mnist.train.next_batch(128)
        sess.run(train_op, feed_dict={X: batch_x, Y: batch_y})
    print "done"
