import tensorflow as tf


class WarmupCosine(tf.keras.callbacks.Callback):
    def __init__(self, base_lr, warmup, total):
        super().__init__()
        self.base_lr, self.warmup, self.total = base_lr, warmup, total

    def on_train_batch_begin(self, batch, logs=None):
        step = int(self.model.optimizer.iterations)
        lr = self.base_lr * min(1.0, step / self.warmup)
        self.model.optimizer.learning_rate.assign(lr)

    def on_epoch_end(self, epoch, logs=None):
        print(epoch, logs)
