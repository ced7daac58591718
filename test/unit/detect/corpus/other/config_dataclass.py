from dataclasses import dataclass, field
@dataclass
class TrainConfig:
    lr: float = 3e-4
    batch_size: int = 64
    epochs: int = 10
    optimizer: str = 'adamw'
    grad_clip: float = 1.0
    def __post_init__(self):
        self.lr = self.lr * self.batch_size / 256
DEFAULT = TrainConfig()
