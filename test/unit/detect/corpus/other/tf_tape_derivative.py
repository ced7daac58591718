import tensorflow as tf
x = tf.Variable(3.)
with tf.GradientTape(persistent=True) as t:
    y = x ** 2
    z = y ** 2
print(t.gradient(z, x), t.gradient(y, x))
