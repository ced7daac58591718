"""Typed configuration of the experiments; `omegaconf` checks the yaml against it."""
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, List, Optional
from hydra.core.config_store import ConfigStore
from omegaconf import MISSING, OmegaConf


class Precision(Enum):
    fp32 = "32-true"
    bf16 = "bf16-mixed"


@dataclass
class Optim:
    _target_: str = "torch.optim.AdamW"
    lr: float = 3e-4
    weight_decay: float = 0.01
    betas: List[float] = field(default_factory=lambda: [0.9, 0.95])


@dataclass
class Schedule:
    name: str = "cosine"
    warmup_steps: int = 1000
    min_lr: float = 1e-6


@dataclass
class TrainerConf:
    _target_: str = "lightning.Trainer"
    max_epochs: int = 100
    devices: Any = "auto"
    precision: Precision = Precision.bf16
    gradient_clip_val: Optional[float] = 1.0
    accumulate_grad_batches: int = 1
    log_every_n_steps: int = 50


@dataclass
class Data:
    root: str = MISSING
    batch_size: int = 64
    num_workers: int = 8


@dataclass
class Experiment:
    data: Data = field(default_factory=Data)
    optim: Optim = field(default_factory=Optim)
    schedule: Schedule = field(default_factory=Schedule)
    trainer: TrainerConf = field(default_factory=TrainerConf)
    seed: int = 0
    train: bool = True
    test: bool = True
    ckpt_path: Optional[str] = None


def register():
    cs = ConfigStore.instance()
    cs.store(name="experiment", node=Experiment)
    cs.store(group="optim", name="sgd", node=Optim(_target_="torch.optim.SGD", lr=0.1))


if __name__ == "__main__":
    print(OmegaConf.to_yaml(OmegaConf.structured(Experiment)))
