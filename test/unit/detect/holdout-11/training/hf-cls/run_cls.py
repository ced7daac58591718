import sys
from dataclasses import dataclass, field

import evaluate
import numpy as np
from datasets import load_dataset
from transformers import (AutoModelForSequenceClassification, AutoTokenizer, DataCollatorWithPadding, HfArgumentParser,
                          Trainer, TrainingArguments, set_seed)
from transformers.trainer_utils import get_last_checkpoint


@dataclass
class ModelArguments:
    model_name_or_path: str = field(default="microsoft/deberta-v3-base")
    max_length: int = 256


def main():
    parser = HfArgumentParser((ModelArguments, TrainingArguments))
    if len(sys.argv) == 2 and sys.argv[1].endswith(".json"):
        model_args, training_args = parser.parse_json_file(sys.argv[1])
    else:
        model_args, training_args = parser.parse_args_into_dataclasses()
    set_seed(training_args.seed)
    ds = load_dataset("glue", "mnli")
    tok = AutoTokenizer.from_pretrained(model_args.model_name_or_path)
    ds = ds.map(lambda b: tok(b["premise"], b["hypothesis"], truncation=True, max_length=model_args.max_length), batched=True)
    model = AutoModelForSequenceClassification.from_pretrained(model_args.model_name_or_path, num_labels=3)
    metric = evaluate.load("accuracy")
    trainer = Trainer(
        model=model, args=training_args, train_dataset=ds["train"], eval_dataset=ds["validation_matched"],
        data_collator=DataCollatorWithPadding(tok),
        compute_metrics=lambda p: metric.compute(predictions=np.argmax(p.predictions, 1), references=p.label_ids),
    )
    if training_args.do_train:
        last = get_last_checkpoint(training_args.output_dir)
        result = trainer.train(resume_from_checkpoint=last)
        trainer.save_model()
        trainer.log_metrics("train", result.metrics)
    if training_args.do_eval:
        trainer.log_metrics("eval", trainer.evaluate())


if __name__ == "__main__":
    main()
