import tensorflow as tf
from tensorflow.keras.callbacks import EarlyStopping
from my_models import build_unet
from dataset import get_ds


def run():
    strategy = tf.distribute.MirroredStrategy()
    with strategy.scope():
        unet = build_unet((128, 128, 3))
        unet.compile("adam", "binary_crossentropy")
    history = unet.fit(get_ds("train"), epochs=40, validation_data=get_ds("val"),
                       callbacks=[EarlyStopping(patience=5)])
    return history


if __name__ == '__main__':
    run()
