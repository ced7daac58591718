import argparse
import logging
import time

import numpy as np
import tensorflow as tf

from transformer.model import Transformer, create_masks
from transformer.subwords import build_or_load, encode_pair

logging.basicConfig(level=logging.INFO)


class Noam(tf.keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, d_model, warmup=4000):
        self.d_model, self.warmup = tf.cast(d_model, tf.float32), warmup

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        return tf.math.rsqrt(self.d_model) * tf.math.minimum(tf.math.rsqrt(step), step * (self.warmup ** -1.5))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--src", default="data/train.ga")
    p.add_argument("--tgt", default="data/train.en")
    p.add_argument("--batch", type=int, default=64)
    p.add_argument("--epochs", type=int, default=20)
    p.add_argument("--dmodel", type=int, default=512)
    p.add_argument("--ckpt", default="ckpt")
    a = p.parse_args()
    strategy = tf.distribute.MirroredStrategy()
    total = a.batch * strategy.num_replicas_in_sync
    src_tok, tgt_tok = build_or_load(a.src), build_or_load(a.tgt)
    ds = tf.data.Dataset.zip((tf.data.TextLineDataset(a.src), tf.data.TextLineDataset(a.tgt)))
    ds = ds.map(lambda s, t: tf.py_function(encode_pair(src_tok, tgt_tok), [s, t], [tf.int64, tf.int64]))
    ds = ds.filter(lambda s, t: tf.size(s) < 80).shuffle(20000).padded_batch(total, ([None], [None]), drop_remainder=True)
    dist_ds = strategy.experimental_distribute_dataset(ds.prefetch(2))

    with strategy.scope():
        model = Transformer(6, a.dmodel, 8, 2048, src_tok.vocab_size + 2, tgt_tok.vocab_size + 2, rate=0.1)
        opt = tf.keras.optimizers.Adam(Noam(a.dmodel), beta_1=0.9, beta_2=0.98, epsilon=1e-9)
        xent = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")
        ckpt = tf.train.CheckpointManager(tf.train.Checkpoint(model=model, opt=opt), a.ckpt, 5)
        if ckpt.latest_checkpoint:
            ckpt.checkpoint.restore(ckpt.latest_checkpoint)

    def replica_step(inp, tar):
        tar_in, tar_real = tar[:, :-1], tar[:, 1:]
        enc, comb, dec = create_masks(inp, tar_in)
        with tf.GradientTape() as tape:
            pred, _ = model(inp, tar_in, True, enc, comb, dec)
            mask = tf.cast(tf.not_equal(tar_real, 0), tf.float32)
            loss = tf.reduce_sum(xent(tar_real, pred) * mask) / tf.reduce_sum(mask) / strategy.num_replicas_in_sync
        g = tape.gradient(loss, model.trainable_variables)
        opt.apply_gradients(zip(g, model.trainable_variables))
        return loss

    @tf.function(reduce_retracing=True)
    def train_step(inp, tar):
        return strategy.reduce(tf.distribute.ReduceOp.SUM, strategy.run(replica_step, args=(inp, tar)), axis=None)

    for epoch in range(a.epochs):
        t, losses = time.time(), []
        for i, (inp, tar) in enumerate(dist_ds):
            losses.append(train_step(inp, tar).numpy())
            if i % 50 == 0:
                logging.info("epoch %d batch %d loss %.4f", epoch + 1, i, np.mean(losses[-50:]))
        logging.info("saved %s, %.0f s", ckpt.save(), time.time() - t)


if __name__ == "__main__":
    main()
