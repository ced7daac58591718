from tensorflow import keras
from tensorflow.keras import layers


def build_unet(size=128, classes=3, opt="rmsprop"):
    i = keras.Input((size, size, 3))
    x = layers.Conv2D(32, 3, strides=2, padding="same", activation="relu")(i)
    x = layers.Conv2DTranspose(32, 3, strides=2, padding="same")(x)
    o = layers.Conv2D(classes, 3, activation="softmax", padding="same")(x)
    m = keras.Model(i, o)
    m.compile(optimizer=opt, loss="sparse_categorical_crossentropy")
    return m


if __name__ == "__main__":
    build_unet().summary()
    keras.utils.plot_model(build_unet(), "unet.png", show_shapes=True)
