from dataclasses import dataclass


@dataclass
class TrainConfig:
    batch_size: int = 32
    learning_rate: float = 3e-4
    max_steps: int = 10000
    optimizer: str = "adamw"
    gradient_clip: float = 1.0


train_config = TrainConfig()
