import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
from lenet import inference

mnist = input_data.read_data_sets("MNIST_data/", one_hot=True)
x = tf.placeholder(tf.float32, [None, 784])
y_ = tf.placeholder(tf.float32, [None, 10])
logits = inference(x)
cross_entropy = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y_, logits=logits))
train_op = tf.train.AdamOptimizer(1e-4).minimize(cross_entropy)
saver = tf.train.Saver()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(20000):
        bx, by = mnist.train.next_batch(50)
        if i % 100 == 0:
            print 'step %d loss %g' % (i, cross_entropy.eval(feed_dict={x: bx, y_: by}))
        sess.run(train_op, feed_dict={x: bx, y_: by})
    saver.save(sess, "model.ckpt")
