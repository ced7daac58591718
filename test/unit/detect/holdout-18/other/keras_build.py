from tensorflow.keras import layers, models, regularizers
from tensorflow.keras.optimizers import Adam


def unet(input_size=(256, 256, 1), lr=1e-4):
    inp = layers.Input(input_size)
    skips, x = [], inp
    for f in (64, 128, 256):
        x = layers.Conv2D(f, 3, activation="relu", padding="same", kernel_regularizer=regularizers.l2(1e-5))(x)
        skips.append(x)
        x = layers.MaxPooling2D()(x)
    for f, s in zip((256, 128, 64), reversed(skips)):
        x = layers.Concatenate()([layers.UpSampling2D()(x), s])
        x = layers.Conv2D(f, 3, activation="relu", padding="same")(x)
    model = models.Model(inp, layers.Conv2D(1, 1, activation="sigmoid")(x))
    model.compile(optimizer=Adam(learning_rate=lr), loss="binary_crossentropy", metrics=["accuracy"])
    return model


if __name__ == "__main__":
    unet().summary()
