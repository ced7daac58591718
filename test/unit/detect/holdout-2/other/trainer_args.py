from dataclasses import dataclass, field
from transformers import TrainingArguments
@dataclass
class FinetuneArguments(TrainingArguments):
    lora_r: int = field(default=16)
    lora_alpha: int = 32
    pack: bool = True
def default_args(out):
    return FinetuneArguments(output_dir=out, learning_rate=2e-4, num_train_epochs=3)
