import hydra, pytorch_lightning as pl
from hydra.utils import instantiate
@hydra.main(version_base=None, config_path='conf', config_name='eval')
def main(cfg):
    trainer = instantiate(cfg.trainer)
    trainer.test(model=instantiate(cfg.model), datamodule=instantiate(cfg.data), ckpt_path=cfg.ckpt)
if __name__ == '__main__':
    main()
