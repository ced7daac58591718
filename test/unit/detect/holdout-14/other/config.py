from dataclasses import dataclass, field, asdict
from typing import Literal, Optional

from transformers import HfArgumentParser, TrainingArguments


@dataclass
class ModelArguments:
    model_name_or_path: str = field(metadata={"help": "checkpoint"})
    lora_r: int = 16
    lora_alpha: int = 32
    attn: Literal["eager", "sdpa", "flash_attention_2"] = "sdpa"


@dataclass
class OptimizerConfig:
    name: str = "adamw"
    lr: float = 2e-4
    betas: tuple[float, float] = (0.9, 0.95)
    warmup_steps: int = 100


@dataclass
class TrainConfig:
    epochs: int = 3
    batch_size: int = 16
    grad_accum: int = 4
    optimizer: OptimizerConfig = field(default_factory=OptimizerConfig)
    resume: Optional[str] = None

    @property
    def effective_batch(self):
        return self.batch_size * self.grad_accum


def parse():
    parser = HfArgumentParser((ModelArguments, TrainingArguments))
    return parser.parse_args_into_dataclasses()


if __name__ == "__main__":
    import pprint

    pprint.pprint(asdict(TrainConfig()))
