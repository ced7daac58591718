import hydra
import lightning as L
from hydra.utils import instantiate
from omegaconf import DictConfig


@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(cfg: DictConfig):
    L.seed_everything(cfg.seed)
    model = instantiate(cfg.model)
    datamodule = instantiate(cfg.data)
    trainer: L.Trainer = instantiate(cfg.trainer)
    trainer.fit(model=model, datamodule=datamodule, ckpt_path=cfg.get("ckpt_path"))


if __name__ == "__main__":
    main()
