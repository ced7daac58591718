import keras
import tensorflow as tf


class GraphConv(keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.ffn = keras.Sequential([keras.layers.Dense(units, activation="gelu"), keras.layers.Dense(units)])

    def call(self, inputs):
        nodes, edges = inputs
        return self.ffn(tf.math.unsorted_segment_sum(tf.gather(nodes, edges[1]), edges[0], tf.shape(nodes)[0]))


class NodeClassifier(keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(y=y, y_pred=self(x, training=True))
        grads = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.trainable_variables))
        return {m.name: m.result() for m in self.metrics}
