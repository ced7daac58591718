import hydra
from omegaconf import DictConfig
from hydra.utils import instantiate
import pytorch_lightning as pl

@hydra.main(version_base=None, config_path='conf', config_name='train')
def main(cfg: DictConfig):
    pl.seed_everything(cfg.seed)
    dm = instantiate(cfg.data); model = instantiate(cfg.model)
    trainer: pl.Trainer = instantiate(cfg.trainer)
    trainer.fit(model, datamodule=dm)
    trainer.test(ckpt_path='best', datamodule=dm)

if __name__ == '__main__':
    main()
