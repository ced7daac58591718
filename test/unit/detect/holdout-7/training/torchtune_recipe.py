import sys
from typing import Any
import torch
from omegaconf import DictConfig
from torchtune import config, modules, utils
from torchtune.recipe_interfaces import FTRecipeInterface


class LoRAFinetune(FTRecipeInterface):
    def __init__(self, cfg: DictConfig) -> None:
        self._device = utils.get_device(device=cfg.device)
        self.total_epochs = cfg.epochs

    def setup(self, cfg: DictConfig) -> None:
        self._model = config.instantiate(cfg.model)
        self._optimizer = config.instantiate(cfg.optimizer, self._model.parameters())
        self._loss_fn = config.instantiate(cfg.loss)
        self._dataloader = self._setup_data(cfg)

    def train(self) -> None:
        for curr_epoch in range(self.total_epochs):
            for idx, batch in enumerate(self._dataloader):
                logits = self._model(batch["tokens"])
                loss = self._loss_fn(logits, batch["labels"])
                loss.backward()
                self._optimizer.step()
                self._optimizer.zero_grad(set_to_none=True)

    def cleanup(self) -> None:
        pass


@config.parse
def recipe_main(cfg: DictConfig) -> None:
    recipe = LoRAFinetune(cfg=cfg)
    recipe.setup(cfg=cfg)
    recipe.train()
    recipe.cleanup()


if __name__ == "__main__":
    sys.exit(recipe_main())
