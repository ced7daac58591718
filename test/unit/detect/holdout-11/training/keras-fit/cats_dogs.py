import os
os.environ["KERAS_BACKEND"] = "jax"
import keras
from keras import layers

train_ds, val_ds = keras.utils.image_dataset_from_directory("PetImages", validation_split=0.2, subset="both", seed=1337, image_size=(180, 180), batch_size=128)
base = keras.applications.EfficientNetV2B0(include_top=False, pooling="avg")
base.trainable = False
inputs = keras.Input((180, 180, 3))
x = layers.RandomFlip("horizontal")(inputs)
x = base(x, training=False)
model = keras.Model(inputs, layers.Dense(1)(layers.Dropout(0.25)(x)))
model.compile(keras.optimizers.Adam(3e-4), keras.losses.BinaryCrossentropy(from_logits=True), metrics=["acc"])
model.fit(train_ds, epochs=25, validation_data=val_ds, callbacks=[keras.callbacks.ModelCheckpoint("save_at_{epoch}.keras")])
