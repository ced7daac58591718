import hydra
import lightning as L
from omegaconf import DictConfig
from hydra.utils import instantiate


@hydra.main(version_base="1.3", config_path="../configs", config_name="eval.yaml")
def main(cfg: DictConfig):
    assert cfg.ckpt_path
    model = instantiate(cfg.model)
    trainer = instantiate(cfg.trainer)
    trainer.test(model=model, datamodule=instantiate(cfg.data), ckpt_path=cfg.ckpt_path)


if __name__ == "__main__":
    main()
