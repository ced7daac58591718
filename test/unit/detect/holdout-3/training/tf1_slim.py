import tensorflow as tf
import tensorflow.contrib.slim as slim
from nets import inception
from preprocessing import batch
with tf.Graph().as_default():
    images, labels = batch('flowers', 32)
    logits, _ = inception.inception_v1(images, num_classes=5, is_training=True)
    slim.losses.softmax_cross_entropy(logits, labels)
    total = slim.losses.get_total_loss()
    train_op = slim.learning.create_train_op(total, tf.train.AdamOptimizer(1e-3))
    slim.learning.train(train_op, '/tmp/flowers', number_of_steps=1000, save_summaries_secs=20)
