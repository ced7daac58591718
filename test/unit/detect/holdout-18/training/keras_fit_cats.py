import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

train_ds, val_ds = keras.utils.image_dataset_from_directory(
    "PetImages", validation_split=0.2, subset="both", seed=1337, image_size=(180, 180), batch_size=128)
aug = keras.Sequential([layers.RandomFlip("horizontal"), layers.RandomRotation(0.1)])
inputs = keras.Input((180, 180, 3))
x = layers.Rescaling(1. / 255)(aug(inputs))
for f in (32, 64, 128):
    x = layers.Conv2D(f, 3, activation="relu", padding="same")(x)
    x = layers.MaxPooling2D()(x)
x = layers.GlobalAveragePooling2D()(x)
model = keras.Model(inputs, layers.Dense(1)(layers.Dropout(.25)(x)))
model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True), metrics=["acc"])
model.fit(train_ds.prefetch(tf.data.AUTOTUNE), epochs=25, validation_data=val_ds,
          callbacks=[keras.callbacks.ModelCheckpoint("save_at_{epoch}.keras")])
