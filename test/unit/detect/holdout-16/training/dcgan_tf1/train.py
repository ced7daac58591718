import os, sys
import numpy as np
import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()
from tqdm import tqdm
from ops import conv2d, deconv2d, linear, bn, lrelu
from anime import next_batch, n_images, save_grid

BATCH = 64; Z = 100; EPOCHS = 80

def generator(z, train=True, reuse=False):
    with tf.variable_scope('g', reuse=reuse):
        h = tf.nn.relu(bn(tf.reshape(linear(z, 4*4*512, 'l0'), [-1,4,4,512]), train, 'b0'))
        for i, c in enumerate([256,128,64]):
            h = tf.nn.relu(bn(deconv2d(h, c, 'd%d' % i), train, 'b%d' % (i+1)))
        return tf.tanh(deconv2d(h, 3, 'out'))

def discriminator(x, reuse=False):
    with tf.variable_scope('d', reuse=reuse):
        h = lrelu(conv2d(x, 64, 'c0'))
        for i, c in enumerate([128,256,512]):
            h = lrelu(bn(conv2d(h, c, 'c%d' % (i+1)), True, 'b%d' % i))
        return linear(tf.layers.flatten(h), 1, 'out')

x = tf.placeholder(tf.float32, [BATCH,64,64,3])
z = tf.placeholder(tf.float32, [BATCH,Z])
fake = generator(z)
d_real, d_fake = discriminator(x), discriminator(fake, True)
sampler = generator(z, False, True)
sce = tf.nn.sigmoid_cross_entropy_with_logits
d_loss = tf.reduce_mean(sce(logits=d_real, labels=tf.ones_like(d_real)*.9) + sce(logits=d_fake, labels=tf.zeros_like(d_fake)))
g_loss = tf.reduce_mean(sce(logits=d_fake, labels=tf.ones_like(d_fake)))
tv = tf.trainable_variables()
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    d_op = tf.train.AdamOptimizer(2e-4, beta1=.5).minimize(d_loss, var_list=[v for v in tv if v.name.startswith('d/')])
    g_op = tf.train.AdamOptimizer(2e-4, beta1=.5).minimize(g_loss, var_list=[v for v in tv if v.name.startswith('g/')])
saver = tf.train.Saver(max_to_keep=3)
fixed = np.random.uniform(-1, 1, (BATCH, Z))
conf = tf.ConfigProto(); conf.gpu_options.allow_growth = True
with tf.Session(config=conf) as sess:
    sess.run(tf.global_variables_initializer())
    ck = tf.train.latest_checkpoint('ckpt')
    if ck: saver.restore(sess, ck)
    for ep in range(EPOCHS):
        for i in tqdm(range(n_images // BATCH)):
            feed = {x: next_batch(BATCH), z: np.random.uniform(-1, 1, (BATCH, Z))}
            _, dl = sess.run([d_op, d_loss], feed)
            sess.run(g_op, feed)
            _, gl = sess.run([g_op, g_loss], feed)
        print('ep %d d %.3f g %.3f' % (ep, dl, gl)); sys.stdout.flush()
        save_grid(sess.run(sampler, {z: fixed}), 'samples/%03d.png' % ep)
        saver.save(sess, 'ckpt/dcgan', ep)
