import os
import time

from transformers import TrainerCallback


class TimeLimit(TrainerCallback):
    def __init__(self, hours):
        self.end = time.time() + hours * 3600

    def on_step_end(self, args, state, control, **kwargs):
        if time.time() > self.end:
            control.should_training_stop = True
            control.should_save = True
        return control

    def on_train_begin(self, args, state, control, **kwargs):
        print("training starts", os.getpid(), state.max_steps)
