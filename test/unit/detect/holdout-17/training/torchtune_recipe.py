import sys
from torchtune import config, recipes
from omegaconf import DictConfig
from recipes.lora_finetune_single_device import LoRAFinetuneRecipeSingleDevice

@config.parse
def recipe_main(cfg: DictConfig) -> None:
    config.log_config(recipe_name='LoRAFinetuneRecipeSingleDevice', cfg=cfg)
    recipe = LoRAFinetuneRecipeSingleDevice(cfg=cfg)
    recipe.setup(cfg=cfg)
    recipe.train()
    recipe.cleanup()

if __name__ == '__main__':
    sys.exit(recipe_main())
