import tensorflow as tf
import numpy as np

x = np.random.randn(100).astype("f")
y = 3 * x + 2
w, b = tf.Variable(0.0), tf.Variable(0.0)
opt = tf.keras.optimizers.legacy.SGD(0.1)
loss = lambda: tf.reduce_mean((w * x + b - y) ** 2)
for i in range(200):
    opt.minimize(loss, var_list=[w, b])
print(w.numpy(), b.numpy())
