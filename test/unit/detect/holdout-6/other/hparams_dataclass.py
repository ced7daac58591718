from dataclasses import dataclass, field


@dataclass
class TrainConfig:
    learning_rate: float = 3e-4
    batch_size: int = 64
    max_steps: int = 100_000
    warmup_steps: int = 2_000
    optimizer: str = "adamw"
    betas: tuple = (0.9, 0.95)
    grad_clip: float = 1.0
    tags: list = field(default_factory=list)

    def lr_at(self, step):
        return self.learning_rate * min(1, step / self.warmup_steps)


DEFAULTS = {"small": TrainConfig(), "large": TrainConfig(learning_rate=1e-4, batch_size=512)}
