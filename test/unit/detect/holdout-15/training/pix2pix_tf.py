import datetime
import os
import time

import tensorflow as tf
from absl import app, flags

from networks import build_generator, build_discriminator
from pipeline import load_pairs

FLAGS = flags.FLAGS
flags.DEFINE_string("data_dir", None, "folder of the paired images")
flags.DEFINE_integer("steps", 40000, "")
flags.DEFINE_float("lambda_l1", 100.0, "")
flags.DEFINE_string("logdir", "logs", "")
flags.mark_flag_as_required("data_dir")

bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)


def gen_loss(fake_logits, fake, target):
    gan = bce(tf.ones_like(fake_logits), fake_logits)
    l1 = tf.reduce_mean(tf.abs(target - fake))
    return gan + FLAGS.lambda_l1 * l1, gan, l1


def disc_loss(real_logits, fake_logits):
    return bce(tf.ones_like(real_logits), real_logits) + bce(tf.zeros_like(fake_logits), fake_logits)


def main(_):
    G, D = build_generator(), build_discriminator()
    g_opt = tf.keras.optimizers.Adam(2e-4, beta_1=0.5)
    d_opt = tf.keras.optimizers.Adam(2e-4, beta_1=0.5)
    ckpt = tf.train.Checkpoint(G=G, D=D, g_opt=g_opt, d_opt=d_opt)
    manager = tf.train.CheckpointManager(ckpt, os.path.join(FLAGS.logdir, "ckpt"), max_to_keep=3)
    writer = tf.summary.create_file_writer(
        os.path.join(FLAGS.logdir, datetime.datetime.now().strftime("%Y%m%d-%H%M%S")))

    @tf.function
    def train_step(x, y, step):
        with tf.GradientTape() as gt, tf.GradientTape() as dt:
            fake = G(x, training=True)
            real_logits = D([x, y], training=True)
            fake_logits = D([x, fake], training=True)
            total, gan, l1 = gen_loss(fake_logits, fake, y)
            d = disc_loss(real_logits, fake_logits)
        g_opt.apply_gradients(zip(gt.gradient(total, G.trainable_variables), G.trainable_variables))
        d_opt.apply_gradients(zip(dt.gradient(d, D.trainable_variables), D.trainable_variables))
        with writer.as_default():
            tf.summary.scalar("g_total", total, step=step)
            tf.summary.scalar("d", d, step=step)

    start = time.time()
    for step, (x, y) in load_pairs(FLAGS.data_dir, "train").repeat().take(FLAGS.steps).enumerate():
        train_step(x, y, step)
        if (step + 1) % 1000 == 0:
            print(f"{int(step) + 1} steps, {time.time() - start:.1f} s")
            start = time.time()
        if (step + 1) % 5000 == 0:
            manager.save()


if __name__ == "__main__":
    app.run(main)
