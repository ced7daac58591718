from dataclasses import dataclass
from trainers import SFTTrainer, DPOTrainer
@dataclass
class Exp:
    trainer: type
    lr: float
    epochs: int
EXPERIMENTS = {'sft': Exp(SFTTrainer, 2e-5, 3), 'dpo': Exp(DPOTrainer, 5e-7, 1)}
