from transformers import TrainerCallback
import keras


class SaveEvery(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        self.model.save(f"epoch{epoch}.keras")


class StopAtLoss(TrainerCallback):
    def on_log(self, args, state, control, logs=None, **kwargs):
        if logs and logs.get("loss", 1) < 0.1:
            control.should_training_stop = True
