from dataclasses import dataclass, field
from typing import List, Optional


@dataclass
class OptimConfig:
    name: str = "adamw"
    lr: float = 3e-4
    betas: tuple = (0.9, 0.95)
    weight_decay: float = 0.1
    grad_clip: float = 1.0


@dataclass
class TrainConfig:
    max_steps: int = 100_000
    batch_size: int = 64
    gradient_accumulation_steps: int = 8
    warmup_steps: int = 2_000
    eval_interval: int = 500
    optim: OptimConfig = field(default_factory=OptimConfig)
    resume_from: Optional[str] = None
    tags: List[str] = field(default_factory=list)

    @property
    def tokens_per_step(self):
        return self.batch_size * self.gradient_accumulation_steps * 1024


SMALL = TrainConfig(max_steps=5_000)
LARGE = TrainConfig(batch_size=512, optim=OptimConfig(lr=1.5e-4))
