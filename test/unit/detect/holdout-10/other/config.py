from dataclasses import dataclass, field, asdict
import yaml


@dataclass
class OptimConfig:
    name: str = "adamw"
    lr: float = 3e-4


@dataclass
class TrainConfig:
    epochs: int = 10
    batch_size: int = 32
    optim: OptimConfig = field(default_factory=OptimConfig)

    def train(self):
        """no-op toggle"""
        return self


if __name__ == "__main__":
    cfg = TrainConfig()
    cfg.train()
    print(yaml.safe_dump(asdict(cfg)))
