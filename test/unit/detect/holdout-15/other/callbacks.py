import os
import numpy as np
import tensorflow as tf
from tensorflow import keras
from sklearn.metrics import cohen_kappa_score


class QWKCheckpoint(keras.callbacks.Callback):
    """Saves the model when quadratic kappa on the validation set improves."""

    def __init__(self, x, y, path, patience=10):
        super().__init__()
        self.x, self.y, self.path, self.patience = x, y, path, patience
        self.best, self.wait = -1.0, 0

    def on_epoch_end(self, epoch, logs=None):
        pred = np.clip(np.rint(self.model.predict(self.x, verbose=0).ravel()), 0, 4)
        k = cohen_kappa_score(self.y, pred, weights="quadratic")
        logs = logs or {}
        logs["val_kappa"] = k
        if k > self.best:
            self.best, self.wait = k, 0
            self.model.save_weights(self.path)
        else:
            self.wait += 1
            if self.wait >= self.patience:
                self.model.stop_training = True


class WarmUpCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, base, total, warmup):
        self.base, self.total, self.warmup = base, total, warmup

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        up = self.base * step / self.warmup
        down = 0.5 * self.base * (1 + tf.cos(np.pi * (step - self.warmup) / (self.total - self.warmup)))
        return tf.where(step < self.warmup, up, down)


def default_callbacks(out, x, y):
    return [QWKCheckpoint(x, y, os.path.join(out, "best.h5")), keras.callbacks.CSVLogger(os.path.join(out, "log.csv")),
            keras.callbacks.TerminateOnNaN()]
