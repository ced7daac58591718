import sys
from functools import partial
import torch
from omegaconf import DictConfig
from torchtune import config, training, utils
from torchtune.recipe_interfaces import FTRecipeInterface

log = utils.get_logger("INFO")


class TinyFinetuneRecipe(FTRecipeInterface):
    def __init__(self, cfg):
        self._device = utils.get_device(cfg.device)
        self._epochs = cfg.epochs

    def setup(self, cfg):
        self._model = config.instantiate(cfg.model)
        self._optimizer = config.instantiate(cfg.optimizer, self._model.parameters())
        self._loss_fn = config.instantiate(cfg.loss)
        self._dataloader = self._setup_data(cfg)

    def train(self):
        for epoch in range(self._epochs):
            for batch in self._dataloader:
                loss = self._loss_step(batch)
                loss.backward()
                self._optimizer.step()
                self._optimizer.zero_grad()

    def _loss_step(self, batch):
        logits = self._model(batch["tokens"])
        return self._loss_fn(logits, batch["labels"])


@config.parse
def recipe_main(cfg: DictConfig) -> None:
    recipe = TinyFinetuneRecipe(cfg=cfg)
    recipe.setup(cfg=cfg)
    recipe.train()


if __name__ == "__main__":
    sys.exit(recipe_main())
