from dataclasses import dataclass, field


@dataclass
class TrainConfig:
    """Everything that train.py reads."""
    epochs: int = 90
    batch_size: int = 256
    lr: float = 0.1
    momentum: float = 0.9
    optimizer: str = "sgd"
    milestones: list[int] = field(default_factory=lambda: [30, 60, 80])
    deepspeed: str | None = None

    def steps(self, n: int) -> int:
        return self.epochs * n // self.batch_size
