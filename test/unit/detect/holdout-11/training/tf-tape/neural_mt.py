import time
import tensorflow as tf
from absl import app, flags

from nmt.transformer import Transformer
from nmt.data import make_datasets

FLAGS = flags.FLAGS
flags.DEFINE_integer("epochs", 20, "")
flags.DEFINE_integer("batch", 64, "")


def main(argv):
    train, _, (src_tok, tgt_tok) = make_datasets(FLAGS.batch)
    transformer = Transformer(4, 128, 8, 512, src_tok.size, tgt_tok.size)
    opt = tf.keras.optimizers.Adam(1e-4, beta_2=0.98)
    loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    @tf.function
    def train_step(inp, tar):
        with tf.GradientTape() as tape:
            logits = transformer([inp, tar[:, :-1]], training=True)
            loss = loss_fn(tar[:, 1:], logits)
        g = tape.gradient(loss, transformer.trainable_variables)
        opt.apply_gradients(zip(g, transformer.trainable_variables))
        return loss

    for epoch in range(FLAGS.epochs):
        start = time.time()
        for batch, (inp, tar) in enumerate(train):
            loss = train_step(inp, tar)
        print(f"Epoch {epoch + 1} Loss {loss:.4f} {time.time() - start:.1f}s")


if __name__ == "__main__":
    app.run(main)
