from transformers import TrainerCallback
class StopOnNan(TrainerCallback):
    def on_log(self, args, state, control, logs=None, **kwargs):
        if logs and logs.get('loss') != logs.get('loss'):
            control.should_training_stop = True
    def on_train_end(self, args, state, control, **kwargs):
        print('done after', state.global_step)
