import tensorflow as tf
W = tf.Variable(tf.random.normal([3, 1]))
b = tf.Variable(0.)
X = tf.random.normal([200, 3])
Y = X @ tf.constant([[1.], [2.], [3.]]) + 4.
lr = .05
for i in range(300):
    with tf.GradientTape() as t:
        loss = tf.reduce_mean((X @ W + b - Y) ** 2)
    dW, db = t.gradient(loss, [W, b])
    W.assign_sub(lr * dW)
    b.assign_sub(lr * db)
print(W.numpy().ravel(), b.numpy())
