import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets('/tmp/data', one_hot=True)
x = tf.placeholder(tf.float32, [None, 784]); y_ = tf.placeholder(tf.float32, [None, 10])
W = tf.Variable(tf.zeros([784, 10])); b = tf.Variable(tf.zeros([10]))
y = tf.matmul(x, W) + b
ce = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y_, logits=y))
train_step = tf.train.GradientDescentOptimizer(0.5).minimize(ce)
sess = tf.InteractiveSession()
tf.global_variables_initializer().run()
for _ in range(1000):
    bx, by = mnist.train.next_batch(100)
    sess.run(train_step, feed_dict={x: bx, y_: by})
