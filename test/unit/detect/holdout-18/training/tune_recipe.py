import sys
from functools import partial
import torch
from omegaconf import DictConfig
from torchtune import config, modules, training, utils
from torchtune.recipe_interfaces import FTRecipeInterface
from tqdm import tqdm


class TinyRecipe(FTRecipeInterface):
    def __init__(self, cfg: DictConfig):
        self._device = utils.get_device(device=cfg.device)
        self.epochs = cfg.epochs
        self.max_steps = cfg.max_steps_per_epoch

    def setup(self, cfg):
        self._model = config.instantiate(cfg.model)
        self._tokenizer = config.instantiate(cfg.tokenizer)
        self._optimizer = config.instantiate(cfg.optimizer, self._model.parameters())
        self._loss_fn = config.instantiate(cfg.loss)
        self._dataloader = config.instantiate(cfg.dataset, tokenizer=self._tokenizer)

    def train(self):
        for epoch in range(self.epochs):
            for idx, batch in enumerate(tqdm(self._dataloader)):
                utils.batch_to_device(batch, self._device)
                labels = batch.pop("labels")
                loss = self._loss_fn(self._model(**batch), labels)
                loss.backward()
                self._optimizer.step()
                self._optimizer.zero_grad(set_to_none=True)

    def cleanup(self):
        pass


@config.parse
def recipe_main(cfg: DictConfig) -> None:
    config.log_config(recipe_name="TinyRecipe", cfg=cfg)
    recipe = TinyRecipe(cfg=cfg)
    recipe.setup(cfg=cfg)
    recipe.train()
    recipe.cleanup()


if __name__ == "__main__":
    sys.exit(recipe_main())
