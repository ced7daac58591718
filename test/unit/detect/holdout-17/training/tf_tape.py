import tensorflow as tf
ds = tf.data.Dataset.from_tensor_slices(tf.keras.datasets.mnist.load_data()[0]).shuffle(10000).batch(64)
model = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
opt = tf.keras.optimizers.Adam()

@tf.function
def step(x, y):
    with tf.GradientTape() as t:
        loss = loss_fn(y, model(tf.cast(x, tf.float32) / 255., training=True))
    g = t.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(g, model.trainable_variables))
    return loss

for epoch in tf.range(3):
    for x, y in ds:
        loss = step(x, y)
    tf.print(epoch, loss)
