import lightning.pytorch as pl
import torch
import wandb


class EMACallback(pl.Callback):
    def __init__(self, decay=0.999):
        self.decay = decay
        self.shadow = {}

    def on_fit_start(self, trainer, module):
        self.shadow = {k: v.detach().clone() for k, v in module.state_dict().items()}

    @torch.no_grad()
    def on_train_batch_end(self, trainer, module, outputs, batch, batch_idx):
        for k, v in module.state_dict().items():
            if v.dtype.is_floating_point:
                self.shadow[k] -= (1 - self.decay) * (self.shadow[k] - v)

    def on_validation_start(self, trainer, module):
        self.backup = {k: v.clone() for k, v in module.state_dict().items()}
        module.load_state_dict(self.shadow)

    def on_validation_end(self, trainer, module):
        module.load_state_dict(self.backup)


class GradNorm(pl.Callback):
    def on_before_optimizer_step(self, trainer, module, optimizer):
        if trainer.global_step % 50:
            return
        norm = torch.norm(torch.stack([p.grad.norm() for p in module.parameters() if p.grad is not None]))
        module.log("grad_norm", norm)


class SampleImages(pl.Callback):
    def __init__(self, n=8, every=5):
        self.n, self.every = n, every

    def on_train_epoch_end(self, trainer, module):
        if trainer.current_epoch % self.every == 0:
            images = module.sample(self.n)
            wandb.log({"samples": [wandb.Image(i) for i in images]}, step=trainer.global_step)
