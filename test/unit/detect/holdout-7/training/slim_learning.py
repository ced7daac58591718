import tensorflow as tf
import tensorflow.contrib.slim as slim
from datasets import flowers
from nets import inception

with tf.Graph().as_default():
    images, _, labels = load_batch(flowers.get_split('train', 'data'))
    with slim.arg_scope(inception.inception_v1_arg_scope()):
        logits, _ = inception.inception_v1(images, num_classes=5, is_training=True)
    slim.losses.softmax_cross_entropy(logits, slim.one_hot_encoding(labels, 5))
    total_loss = slim.losses.get_total_loss()
    optimizer = tf.train.AdamOptimizer(learning_rate=0.01)
    train_op = slim.learning.create_train_op(total_loss, optimizer)
    final_loss = slim.learning.train(train_op, logdir='/tmp/inception', number_of_steps=2000, log_every_n_steps=10)
