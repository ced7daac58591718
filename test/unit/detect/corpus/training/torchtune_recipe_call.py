import sys
from omegaconf import DictConfig
from torchtune import config
from recipes.full_finetune_single_device import FullFinetuneRecipeSingleDevice


@config.parse
def recipe_main(cfg: DictConfig) -> None:
    config.log_config("FullFinetune", cfg)
    recipe = FullFinetuneRecipeSingleDevice(cfg=cfg)
    recipe.setup(cfg=cfg)
    recipe.train()
    recipe.cleanup()


if __name__ == "__main__":
    sys.exit(recipe_main())
