"""Filter visualisation by gradient ascent in input space (Keras)."""
import tensorflow as tf

model = tf.keras.applications.ResNet50V2(weights="imagenet", include_top=False)
extractor = tf.keras.Model(model.inputs, model.get_layer("conv3_block4_out").output)


@tf.function
def ascent_step(img, index, learning_rate):
    with tf.GradientTape() as tape:
        tape.watch(img)
        activation = extractor(img)
        loss = tf.reduce_mean(activation[:, 2:-2, 2:-2, index])
    grads = tf.math.l2_normalize(tape.gradient(loss, img))
    img += learning_rate * grads
    return loss, img


def visualize(index):
    img = (tf.random.uniform((1, 180, 180, 3)) - 0.5) * 0.25
    for _ in range(30):
        loss, img = ascent_step(img, index, 10.0)
    return loss, img[0].numpy()


images = []
for i in range(64):
    loss, im = visualize(i)
    images.append(im)
    print(f"filter {i}: {loss:.3f}")
tf.keras.utils.save_img("filters.png", tf.concat(images[:8], axis=1).numpy())
