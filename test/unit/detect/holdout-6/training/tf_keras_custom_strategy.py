import tensorflow as tf

strategy = tf.distribute.MirroredStrategy()
GLOBAL = 64 * strategy.num_replicas_in_sync
with strategy.scope():
    model = tf.keras.applications.ResNet50(weights=None, classes=10)
    optimizer = tf.keras.optimizers.Adam()
    loss_object = tf.keras.losses.SparseCategoricalCrossentropy(reduction="none")
dist = strategy.experimental_distribute_dataset(make_dataset(GLOBAL))


def train_step(inputs):
    images, labels = inputs
    with tf.GradientTape() as tape:
        per = loss_object(labels, model(images, training=True))
        loss = tf.nn.compute_average_loss(per, global_batch_size=GLOBAL)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss


@tf.function
def distributed_train_step(inputs):
    return strategy.reduce(tf.distribute.ReduceOp.SUM, strategy.run(train_step, args=(inputs,)), axis=None)


for epoch in range(12):
    for x in dist:
        distributed_train_step(x)
