from transformers import TrainerCallback
import lightning as L
class LogGrads(TrainerCallback):
    def on_step_end(self, args, state, control, model=None, **kw):
        for n, p in model.named_parameters():
            if p.grad is not None: print(n, p.grad.norm())
class Freeze(L.Callback):
    def on_train_epoch_start(self, trainer, pl_module):
        if trainer.current_epoch == 1: pl_module.unfreeze()
    def on_fit_start(self, trainer, pl_module): pl_module.freeze()
