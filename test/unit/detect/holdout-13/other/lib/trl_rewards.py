import re

from trl import GRPOTrainer


def format_reward(completions, **kwargs):
    return [1.0 if re.match(r"^<think>.*?</think>", c[0]["content"], re.S) else 0.0 for c in completions]


class LoggedGRPOTrainer(GRPOTrainer):
    def log(self, logs, start_time=None):
        logs["epoch_frac"] = self.state.epoch
        super().log(logs, start_time)

    def training_step(self, model, inputs, num_items_in_batch=None):
        loss = super().training_step(model, inputs, num_items_in_batch)
        self.accelerator.wait_for_everyone()
        return loss
