from tensorflow import keras
import numpy as np
class CosineLR(keras.callbacks.Callback):
    def __init__(self, lo, hi, n): super().__init__(); self.lo, self.hi, self.n = lo, hi, n
    def on_train_batch_begin(self, batch, logs=None):
        lr = self.lo + .5 * (self.hi - self.lo) * (1 + np.cos(np.pi * batch / self.n))
        self.model.optimizer.learning_rate.assign(lr)
def fit_with_cosine(model, ds, epochs):
    return model.fit(ds, epochs=epochs, callbacks=[CosineLR(1e-5, 1e-2, len(ds))])
