import tensorflow as tf
from net import make; from inp import dataset
strategy = tf.distribute.MirroredStrategy()
with strategy.scope():
    model = make(); opt = tf.keras.optimizers.SGD(.1); ce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction='none')
def replica(b):
    x, y = b
    with tf.GradientTape() as tape: l = tf.nn.compute_average_loss(ce(y, model(x, training=True)), global_batch_size=256)
    opt.apply_gradients(zip(tape.gradient(l, model.trainable_variables), model.trainable_variables)); return l
@tf.function
def dist_step(b): return strategy.reduce('SUM', strategy.run(replica, args=(b,)), axis=None)
for e in range(10):
    for b in strategy.experimental_distribute_dataset(dataset()): dist_step(b)
