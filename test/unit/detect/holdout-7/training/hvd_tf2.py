import horovod.tensorflow as hvd
import tensorflow as tf

hvd.init()
(imgs, labels), _ = tf.keras.datasets.mnist.load_data(path='mnist-%d.npz' % hvd.rank())
ds = tf.data.Dataset.from_tensor_slices((imgs[..., None] / 255., labels)).repeat().batch(128)
net = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
opt = tf.optimizers.Adam(0.001 * hvd.size())
lossf = tf.losses.SparseCategoricalCrossentropy(from_logits=True)

for b, (x, y) in enumerate(ds.take(10000 // hvd.size())):
    with tf.GradientTape() as tape:
        l = lossf(y, net(x, training=True))
    tape = hvd.DistributedGradientTape(tape)
    opt.apply_gradients(zip(tape.gradient(l, net.trainable_variables), net.trainable_variables))
    if b == 0:
        hvd.broadcast_variables(net.variables, root_rank=0)
