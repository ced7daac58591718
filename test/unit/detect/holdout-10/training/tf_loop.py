import tensorflow as tf

mnist = tf.keras.datasets.mnist
(x, y), _ = mnist.load_data()
ds = tf.data.Dataset.from_tensor_slices((x[..., None] / 255.0, y)).shuffle(10000).batch(32)


class MyModel(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.f = tf.keras.layers.Flatten()
        self.d = tf.keras.layers.Dense(10)

    def call(self, x):
        return self.d(self.f(x))


model = MyModel()
loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = tf.keras.optimizers.Adam()


@tf.function
def train_step(images, labels):
    with tf.GradientTape() as tape:
        loss = loss_object(labels, model(images, training=True))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss


for epoch in range(5):
    for im, lb in ds:
        l = train_step(im, lb)
    print(epoch, float(l))
