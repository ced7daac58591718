import hydra
from lightning import LightningDataModule, LightningModule, Trainer
from omegaconf import DictConfig


def evaluate(cfg: DictConfig):
    assert cfg.ckpt_path
    datamodule: LightningDataModule = hydra.utils.instantiate(cfg.data)
    model: LightningModule = hydra.utils.instantiate(cfg.model)
    trainer: Trainer = hydra.utils.instantiate(cfg.trainer)
    trainer.test(model=model, datamodule=datamodule, ckpt_path=cfg.ckpt_path)
    # for predictions use trainer.predict(...); to train see train.py: trainer.fit(model)
    return trainer.callback_metrics


@hydra.main(version_base="1.3", config_path="../configs", config_name="eval.yaml")
def main(cfg):
    evaluate(cfg)


if __name__ == "__main__":
    main()
