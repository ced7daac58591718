from dataclasses import dataclass, field

@dataclass
class OptimizerConfig:
    name: str = 'adamw'
    lr: float = 3e-4
    betas: tuple = (0.9, 0.95)

@dataclass
class TrainConfig:
    epochs: int = 30
    batch_size: int = 64
    grad_clip: float = 1.0
    optimizer: OptimizerConfig = field(default_factory=OptimizerConfig)
    resume: str | None = None
