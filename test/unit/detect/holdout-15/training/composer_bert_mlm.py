import sys
from typing import Optional, cast

from composer import Trainer, algorithms
from composer.callbacks import LRMonitor, MemoryMonitor, RuntimeEstimator, SpeedMonitor
from composer.loggers import WandBLogger
from composer.optim import DecoupledAdamW
from composer.optim.scheduler import LinearWithWarmupScheduler
from composer.utils import dist, reproducibility
from omegaconf import DictConfig, OmegaConf as om

import src.hf_bert as hf_bert_module
import src.text_data as text_data_module


def build_algorithm(name, kwargs):
    if name == 'gradient_clipping':
        return algorithms.GradientClipping(**kwargs)
    if name == 'fused_layernorm':
        return algorithms.FusedLayerNorm(**kwargs)
    raise ValueError(f'Not sure how to build algorithm: {name}')


def build_callback(name, kwargs):
    return {'lr_monitor': LRMonitor, 'memory_monitor': MemoryMonitor, 'speed_monitor': SpeedMonitor,
            'runtime_estimator': RuntimeEstimator}[name](**kwargs)


def main(cfg: DictConfig, return_trainer: bool = False, do_train: bool = True) -> Optional[Trainer]:
    print('Training using config: ')
    print(om.to_yaml(cfg))
    reproducibility.seed_all(cfg.seed)
    cfg.n_gpus = dist.get_world_size()
    cfg.device_train_batch_size = cfg.global_train_batch_size // cfg.n_gpus
    model = hf_bert_module.create_hf_bert_mlm(cfg.model.pretrained_model_name)
    train_loader = text_data_module.build_text_dataloader(cfg.train_loader, model.tokenizer, cfg.device_train_batch_size)
    eval_loader = text_data_module.build_text_dataloader(cfg.eval_loader, model.tokenizer, 64)
    optimizer = DecoupledAdamW(model.parameters(), lr=cfg.optimizer.lr, betas=tuple(cfg.optimizer.betas))
    scheduler = LinearWithWarmupScheduler(t_warmup=cfg.scheduler.t_warmup, alpha_f=cfg.scheduler.alpha_f)
    trainer = Trainer(
        run_name=cfg.run_name, seed=cfg.seed, model=model, algorithms=[
            build_algorithm(k, v) for k, v in cfg.get('algorithms', {}).items()],
        train_dataloader=train_loader, eval_dataloader=eval_loader, optimizers=optimizer, schedulers=scheduler,
        max_duration=cfg.max_duration, eval_interval=cfg.eval_interval, precision=cfg.precision,
        callbacks=[build_callback(k, v) for k, v in cfg.get('callbacks', {}).items()],
        loggers=[WandBLogger(**cfg.wandb)] if 'wandb' in cfg else None, save_folder=cfg.get('save_folder'),
        save_interval=cfg.get('save_interval', '1000ba'), device_train_microbatch_size='auto')
    if do_train:
        print('Starting training...')
        trainer.fit()
    return trainer if return_trainer else None


if __name__ == '__main__':
    yaml_path, args_list = sys.argv[1], sys.argv[2:]
    with open(yaml_path) as f:
        yaml_cfg = om.load(f)
    main(cast(DictConfig, om.merge(yaml_cfg, om.from_cli(args_list))))
