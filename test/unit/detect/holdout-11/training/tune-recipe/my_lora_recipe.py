import sys
from functools import partial
import torch
from omegaconf import DictConfig
from torchtune import config, modules, training, utils
from torchtune.recipe_interfaces import FTRecipeInterface


class LoRARecipe(FTRecipeInterface):
    def __init__(self, cfg: DictConfig):
        self._device = utils.get_device(device=cfg.device)
        self._epochs = cfg.epochs

    def setup(self, cfg):
        self._model = config.instantiate(cfg.model)
        self._optimizer = config.instantiate(cfg.optimizer, self._model.parameters())
        self._loss_fn = config.instantiate(cfg.loss)
        self._dataloader = config.instantiate(cfg.dataset)

    def train(self):
        for curr_epoch in range(self._epochs):
            for idx, batch in enumerate(self._dataloader):
                utils.batch_to_device(batch, self._device)
                loss = self._loss_fn(self._model(batch["tokens"]), batch["labels"])
                loss.backward()
                self._optimizer.step()
                self._optimizer.zero_grad(set_to_none=True)

    def cleanup(self):
        pass


@config.parse
def recipe_main(cfg: DictConfig) -> None:
    config.log_config(recipe_name="LoRARecipe", cfg=cfg)
    recipe = LoRARecipe(cfg=cfg)
    recipe.setup(cfg=cfg)
    recipe.train()
    recipe.cleanup()


if __name__ == "__main__":
    sys.exit(recipe_main())
