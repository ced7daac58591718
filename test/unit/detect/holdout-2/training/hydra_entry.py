import hydra
import lightning as L
from hydra.utils import instantiate
from omegaconf import DictConfig


@hydra.main(version_base='1.3', config_path='../configs', config_name='train.yaml')
def main(cfg: DictConfig):
    L.seed_everything(cfg.seed)
    datamodule = instantiate(cfg.data)
    model = instantiate(cfg.model)
    callbacks = [instantiate(c) for c in cfg.callbacks.values()]
    trainer = instantiate(cfg.trainer, callbacks=callbacks)
    if cfg.get('train'):
        trainer.fit(model=model, datamodule=datamodule, ckpt_path=cfg.get('ckpt_path'))
    if cfg.get('test'):
        trainer.test(model=model, datamodule=datamodule, ckpt_path='best')


if __name__ == '__main__':
    main()
