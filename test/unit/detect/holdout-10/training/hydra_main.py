import hydra
import lightning as L
from omegaconf import DictConfig
from hydra.utils import instantiate


@hydra.main(version_base="1.3", config_path="../configs", config_name="train.yaml")
def main(cfg: DictConfig):
    L.seed_everything(cfg.seed)
    dm = instantiate(cfg.data)
    model = instantiate(cfg.model)
    trainer = instantiate(cfg.trainer, callbacks=[instantiate(c) for c in cfg.callbacks.values()])
    trainer.fit(model=model, datamodule=dm, ckpt_path=cfg.get("ckpt_path"))


if __name__ == "__main__":
    main()
