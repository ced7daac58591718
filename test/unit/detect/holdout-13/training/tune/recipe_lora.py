import sys
from functools import partial
from typing import Any, Dict

import torch
from omegaconf import DictConfig
from torchtune import config, training, utils
from torchtune.recipe_interfaces import FTRecipeInterface
from tqdm import tqdm


class LoRAFinetuneRecipe(FTRecipeInterface):
    def __init__(self, cfg: DictConfig) -> None:
        self._device = utils.get_device(device=cfg.device)
        self.total_epochs = cfg.epochs
        self._accum = cfg.gradient_accumulation_steps

    def setup(self, cfg: DictConfig) -> None:
        self._model = config.instantiate(cfg.model).to(self._device)
        self._optimizer = config.instantiate(cfg.optimizer, self._model.parameters())
        self._loss_fn = config.instantiate(cfg.loss)
        self._dataloader = self._setup_data(cfg.dataset)

    def _setup_data(self, cfg):
        ds = config.instantiate(cfg, tokenizer=self._tokenizer)
        return torch.utils.data.DataLoader(ds, batch_size=2)

    def _loss_step(self, batch: Dict[str, torch.Tensor]) -> torch.Tensor:
        labels = batch.pop("labels")
        logits = self._model(**batch)
        return self._loss_fn(logits.transpose(1, 2), labels)

    def train(self) -> None:
        for epoch in range(self.total_epochs):
            pbar = tqdm(total=len(self._dataloader) // self._accum)
            for idx, batch in enumerate(self._dataloader):
                loss = self._loss_step(batch) / self._accum
                loss.backward()
                if (idx + 1) % self._accum == 0:
                    self._optimizer.step()
                    self._optimizer.zero_grad(set_to_none=True)
                    pbar.update(1)

    def save_checkpoint(self, epoch: int) -> None:
        torch.save(self._model.state_dict(), f"{epoch}.pt")

    def cleanup(self) -> None:
        pass


@config.parse
def recipe_main(cfg: DictConfig) -> None:
    config.log_config(recipe_name="LoRAFinetuneRecipe", cfg=cfg)
    recipe = LoRAFinetuneRecipe(cfg=cfg)
    recipe.setup(cfg=cfg)
    recipe.train()
    recipe.cleanup()


if __name__ == "__main__":
    sys.exit(recipe_main())
