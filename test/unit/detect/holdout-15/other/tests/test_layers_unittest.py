import unittest
import numpy as np
import tensorflow as tf
from mylib.layers import CosineDense, SpectralNorm


class LayerTest(tf.test.TestCase):
    def setUp(self):
        tf.random.set_seed(0)

    def test_shapes(self):
        self.assertEqual(CosineDense(7)(tf.zeros([2, 3])).shape, (2, 7))

    def test_trains(self):
        m = tf.keras.Sequential([CosineDense(8), tf.keras.layers.Dense(1)])
        m.compile("sgd", "mse")
        x = np.random.rand(32, 3)
        h = m.fit(x, x.sum(1), epochs=3, verbose=0)
        self.assertLess(h.history["loss"][-1], h.history["loss"][0])

    def test_spectral_norm_bounded(self):
        l = SpectralNorm(tf.keras.layers.Dense(5))
        l(tf.random.normal([4, 6]))
        self.assertLessEqual(np.linalg.norm(l.layer.kernel.numpy(), 2), 1.01)

    def test_gradient_flows(self):
        l = CosineDense(2)
        with tf.GradientTape() as t:
            y = tf.reduce_sum(l(tf.ones([1, 3])))
        self.assertAllEqual([g is not None for g in t.gradient(y, l.trainable_variables)], [True] * len(l.trainable_variables))


if __name__ == "__main__":
    unittest.main()
