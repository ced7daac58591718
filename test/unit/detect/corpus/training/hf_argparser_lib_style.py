import logging
import os
import sys
from dataclasses import dataclass, field
from typing import Optional
import datasets
import transformers
from transformers import HfArgumentParser, Trainer, TrainingArguments, set_seed
from transformers.trainer_utils import get_last_checkpoint

logger = logging.getLogger(__name__)


@dataclass
class ModelArguments:
    model_name_or_path: str = field(metadata={"help": "path"})


@dataclass
class DataArguments:
    dataset_name: Optional[str] = field(default=None)
    max_seq_length: int = field(default=128)


def main():
    parser = HfArgumentParser((ModelArguments, DataArguments, TrainingArguments))
    if len(sys.argv) == 2 and sys.argv[1].endswith(".json"):
        m, d, targs = parser.parse_json_file(json_file=os.path.abspath(sys.argv[1]))
    else:
        m, d, targs = parser.parse_args_into_dataclasses()
    set_seed(targs.seed)
    raw = datasets.load_dataset(d.dataset_name)
    config = transformers.AutoConfig.from_pretrained(m.model_name_or_path)
    model = transformers.AutoModelForTokenClassification.from_pretrained(m.model_name_or_path, config=config)
    trainer = Trainer(model=model, args=targs, train_dataset=raw["train"] if targs.do_train else None, eval_dataset=raw["validation"])
    if targs.do_train:
        checkpoint = targs.resume_from_checkpoint or get_last_checkpoint(targs.output_dir)
        res = trainer.train(resume_from_checkpoint=checkpoint)
        trainer.save_model()
        trainer.log_metrics("train", res.metrics)
    if targs.do_eval:
        trainer.log_metrics("eval", trainer.evaluate())


def _mp_fn(index):
    main()


if __name__ == "__main__":
    main()
