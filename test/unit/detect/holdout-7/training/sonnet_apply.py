import sonnet as snt
import tensorflow as tf
import tensorflow_datasets as tfds

mlp = snt.Sequential([snt.Flatten(), snt.nets.MLP([512, 10])])
opt = snt.optimizers.SGD(learning_rate=0.1)
ds = tfds.load("mnist", split="train", as_supervised=True).shuffle(1000).batch(100).repeat(5)


def step(images, labels):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(logits=mlp(images), labels=labels))
    params = mlp.trainable_variables
    grads = tape.gradient(loss, params)
    opt.apply(grads, params)
    return loss


for images, labels in ds:
    loss = step(tf.cast(images, tf.float32) / 255., labels)
