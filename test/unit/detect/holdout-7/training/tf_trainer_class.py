import tensorflow as tf
from absl import app, flags, logging
from models import Transformer
from input_pipeline import load

FLAGS = flags.FLAGS
flags.DEFINE_integer("epochs", 20, "")


class Trainer(object):
    def __init__(self, model, lr):
        self.model = model
        self.opt = tf.keras.optimizers.Adam(lr, beta_2=0.98)
        self.loss_avg = tf.keras.metrics.Mean()

    @tf.function
    def train_step(self, inp, tar):
        with tf.GradientTape() as t:
            pred, _ = self.model(inp, tar[:, :-1], True)
            loss = tf.reduce_mean(tf.keras.losses.sparse_categorical_crossentropy(tar[:, 1:], pred, from_logits=True))
        g = t.gradient(loss, self.model.trainable_variables)
        self.opt.apply_gradients(zip(g, self.model.trainable_variables))
        self.loss_avg(loss)


def main(_):
    tr = Trainer(Transformer(4, 128, 8, 512), 1e-4)
    for e in range(FLAGS.epochs):
        for inp, tar in load("train"):
            tr.train_step(inp, tar)
        logging.info("epoch %d %f", e, tr.loss_avg.result())


if __name__ == "__main__":
    app.run(main)
