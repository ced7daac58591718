import tensorflow as tf

mnist = tf.keras.datasets.mnist
(x, y), _ = mnist.load_data()
ds = tf.data.Dataset.from_tensor_slices((x[..., None] / 255., y)).shuffle(10000).batch(64)
model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(128, 'relu'), tf.keras.layers.Dense(10)])
loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = tf.keras.optimizers.Adam()
metric = tf.keras.metrics.Mean()

@tf.function
def step(images, labels):
    with tf.GradientTape() as tape:
        loss = loss_object(labels, model(images, training=True))
    g = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(g, model.trainable_variables))
    metric(loss)

for epoch in range(5):
    metric.reset_states()
    for images, labels in ds:
        step(images, labels)
    tf.print('epoch', epoch, metric.result())
