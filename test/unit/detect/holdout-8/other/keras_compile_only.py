from tensorflow.keras import layers, models


def build_model(input_shape=(128, 128, 3), classes=5, lr=1e-3):
    m = models.Sequential([layers.Input(input_shape), layers.Conv2D(32, 3, activation="relu"), layers.GlobalAveragePooling2D(), layers.Dense(classes, activation="softmax")])
    m.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return m


if __name__ == "__main__":
    build_model().summary()
