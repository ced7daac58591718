import tensorflow as tf

from flowers import load

flowers = load().repeat().batch(64)


class Probe(tf.keras.Model):
    def __init__(self, body):
        super().__init__()
        self.body = body
        self.head = tf.keras.layers.Dense(5)
        self.mover = tf.keras.optimizers.SGD(0.1)

    def call(self, batch):
        with tf.GradientTape() as tape:
            logits = self.head(self.body(batch["image"], training=False))
            cost = tf.nn.sparse_softmax_cross_entropy_with_logits(batch["label"], logits)
        slopes = tape.gradient(cost, self.head.trainable_weights)
        self.mover.apply_gradients(zip(slopes, self.head.trainable_weights))
        return cost


probe = Probe(tf.saved_model.load("body"))


@tf.function
def advance(batch):
    return probe(batch)


stream = iter(flowers)
for turn in range(400):
    print(turn, advance(next(stream)))
