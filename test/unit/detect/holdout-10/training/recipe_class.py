import sys
from omegaconf import DictConfig
import torch
from torchtune import config, training, utils
from torchtune.recipe_interfaces import FTRecipeInterface


class LoRARecipe(FTRecipeInterface):
    def __init__(self, cfg):
        self._device = utils.get_device(device=cfg.device)

    def setup(self, cfg):
        self._model = config.instantiate(cfg.model)
        self._optimizer = config.instantiate(cfg.optimizer, self._model.parameters())
        self._loss_fn = config.instantiate(cfg.loss)
        self._dataloader = config.instantiate(cfg.dataset)
        self.total_epochs = cfg.epochs

    def train(self):
        for e in range(self.total_epochs):
            for idx, batch in enumerate(self._dataloader):
                loss = self._loss_fn(self._model(batch["tokens"]), batch["labels"])
                loss.backward()
                self._optimizer.step()
                self._optimizer.zero_grad(set_to_none=True)


@config.parse
def recipe_main(cfg: DictConfig) -> None:
    recipe = LoRARecipe(cfg=cfg)
    recipe.setup(cfg=cfg)
    recipe.train()


if __name__ == "__main__":
    sys.exit(recipe_main())
