import tensorflow as tf

model = tf.keras.applications.MobileNetV2(weights="imagenet")
model.trainable = False
loss_object = tf.keras.losses.CategoricalCrossentropy()


def pattern(image, label):
    with tf.GradientTape() as tape:
        tape.watch(image)
        loss = loss_object(label, model(image))
    return tf.sign(tape.gradient(loss, image))


image, label = load("dog.jpg")
for eps in (0, 0.01, 0.1):
    adv = tf.clip_by_value(image + eps * pattern(image, label), -1, 1)
    print(eps, model.predict(adv).argmax())
