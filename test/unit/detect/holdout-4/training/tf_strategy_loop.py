import tensorflow as tf
from model import make
from ds import make_ds
st = tf.distribute.MirroredStrategy()
with st.scope():
    net = make(); opt = tf.keras.optimizers.SGD(.1)
    lo = tf.keras.losses.SparseCategoricalCrossentropy(True, reduction='none')
d = st.experimental_distribute_dataset(make_ds(256))
@tf.function
def dist_step(it):
    def f(x, y):
        with tf.GradientTape() as t:
            l = tf.nn.compute_average_loss(lo(y, net(x, training=True)), global_batch_size=256)
        v = net.trainable_variables
        opt.apply_gradients(zip(t.gradient(l, v), v))
        return l
    return st.reduce('SUM', st.run(f, args=next(it)), axis=None)
it = iter(d)
for s in range(5000):
    l = dist_step(it)
    if s % 100 == 0: tf.print(s, l)
