from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch
    from lightning.pytorch import LightningModule, Trainer
    from transformers import TrainerCallback


class EmaCallback:
    """Keeps an exponential moving average; pass it to ``Trainer(callbacks=[EmaCallback()])`` and call ``trainer.fit(model)``."""

    def __init__(self, decay: float = 0.999) -> None:
        self.decay = decay
        self.shadow: dict[str, torch.Tensor] = {}

    def on_train_batch_end(self, trainer: Trainer, module: LightningModule, *_: object) -> None:
        for name, p in module.named_parameters():
            self.shadow[name] = p.detach() * (1 - self.decay) + self.shadow.get(name, p.detach()) * self.decay
