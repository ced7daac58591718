import logging
import os
import sys
from dataclasses import dataclass, field
import datasets
from transformers import (AutoConfig, AutoModelForSequenceClassification, AutoTokenizer, HfArgumentParser, Trainer, TrainerCallback, TrainingArguments, set_seed)
from transformers.trainer_utils import get_last_checkpoint

logger = logging.getLogger(__name__)


@dataclass
class DataArgs:
    task: str = field(default="sst2", metadata={"help": "GLUE task"})
    max_seq_length: int = field(default=128)


class PrintCallback(TrainerCallback):
    def on_epoch_end(self, args, state, control, **kw):
        print(state.epoch)


def main():
    parser = HfArgumentParser((DataArgs, TrainingArguments))
    data_args, training_args = parser.parse_args_into_dataclasses()
    set_seed(training_args.seed)
    raw = datasets.load_dataset("glue", data_args.task)
    tok = AutoTokenizer.from_pretrained("bert-base-cased")
    model = AutoModelForSequenceClassification.from_pretrained("bert-base-cased")
    raw = raw.map(lambda e: tok(e["sentence"], truncation=True, max_length=data_args.max_seq_length), batched=True)
    trainer = Trainer(model=model, args=training_args, train_dataset=raw["train"] if training_args.do_train else None, eval_dataset=raw["validation"], callbacks=[PrintCallback()])
    if training_args.do_train:
        train_result = trainer.train(resume_from_checkpoint=get_last_checkpoint(training_args.output_dir))
        trainer.save_model()
        trainer.log_metrics("train", train_result.metrics)
    if training_args.do_eval:
        trainer.log_metrics("eval", trainer.evaluate())


if __name__ == "__main__":
    main()
