import time

import tensorflow as tf

from model import Transformer, create_masks
from pipeline import make_dataset

EPOCHS = 20
transformer = Transformer(num_layers=4, d_model=128, num_heads=8, dff=512)
optimizer = tf.keras.optimizers.Adam(1e-3, beta_1=0.9, beta_2=0.98, epsilon=1e-9)
train_loss = tf.keras.metrics.Mean(name="train_loss")
loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")
ckpt_manager = tf.train.CheckpointManager(tf.train.Checkpoint(transformer=transformer, optimizer=optimizer), "./ckpt", max_to_keep=5)


def loss_function(real, pred):
    mask = tf.cast(tf.math.not_equal(real, 0), tf.float32)
    return tf.reduce_sum(loss_object(real, pred) * mask) / tf.reduce_sum(mask)


@tf.function(input_signature=[tf.TensorSpec((None, None), tf.int64), tf.TensorSpec((None, None), tf.int64)])
def train_step(inp, tar):
    tar_inp, tar_real = tar[:, :-1], tar[:, 1:]
    with tf.GradientTape() as tape:
        predictions, _ = transformer([inp, tar_inp], training=True)
        loss = loss_function(tar_real, predictions)
    gradients = tape.gradient(loss, transformer.trainable_variables)
    optimizer.apply_gradients(zip(gradients, transformer.trainable_variables))
    train_loss(loss)


for epoch in range(EPOCHS):
    start = time.time()
    train_loss.reset_state()
    for batch, (inp, tar) in enumerate(make_dataset("train")):
        train_step(inp, tar)
        if batch % 50 == 0:
            print(f"Epoch {epoch + 1} Batch {batch} Loss {train_loss.result():.4f}")
    if (epoch + 1) % 5 == 0:
        ckpt_manager.save()
    print(f"Time taken for 1 epoch: {time.time() - start:.2f} secs\n")
