from transformers import TrainerCallback
import time, json


class EnergyCallback(TrainerCallback):
    def on_train_begin(self, args, state, control, **kw):
        self.t = time.time()

    def on_step_end(self, args, state, control, **kwargs):
        if state.global_step % 100 == 0:
            print(json.dumps({"step": state.global_step, "elapsed": time.time() - self.t}))
        return control

    def on_train_end(self, args, state, control, **kw):
        print("trained for", time.time() - self.t)
