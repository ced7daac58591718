import logging
import os
import sys
from dataclasses import dataclass, field

import datasets
import nltk
import numpy as np
import evaluate
import transformers
from transformers import (AutoModelForSeq2SeqLM, AutoTokenizer, DataCollatorForSeq2Seq, HfArgumentParser, Seq2SeqTrainer,
                          Seq2SeqTrainingArguments, set_seed)
from transformers.trainer_utils import get_last_checkpoint

logger = logging.getLogger(__name__)


@dataclass
class ModelArgs:
    model_name_or_path: str = field(default="google/mt5-base", metadata={"help": "Path to pretrained model"})
    prefix: str = field(default="headline: ")


@dataclass
class DataArgs:
    train_file: str = field(default="data/train.jsonl")
    validation_file: str = field(default="data/valid.jsonl")
    max_source_length: int = 768
    max_target_length: int = 48
    num_workers: int = 8


def main():
    parser = HfArgumentParser((ModelArgs, DataArgs, Seq2SeqTrainingArguments))
    if len(sys.argv) == 2 and sys.argv[1].endswith(".json"):
        margs, dargs, targs = parser.parse_json_file(json_file=os.path.abspath(sys.argv[1]))
    else:
        margs, dargs, targs = parser.parse_args_into_dataclasses()

    logging.basicConfig(format="%(asctime)s - %(levelname)s - %(name)s - %(message)s", handlers=[logging.StreamHandler(sys.stdout)])
    transformers.utils.logging.set_verbosity(targs.get_process_log_level())
    set_seed(targs.seed)
    last = None
    if os.path.isdir(targs.output_dir) and targs.do_train and not targs.overwrite_output_dir:
        last = get_last_checkpoint(targs.output_dir)
        if last is None and len(os.listdir(targs.output_dir)) > 0:
            raise ValueError(f"Output directory ({targs.output_dir}) already exists and is not empty.")

    raw = datasets.load_dataset("json", data_files={"train": dargs.train_file, "validation": dargs.validation_file})
    tokenizer = AutoTokenizer.from_pretrained(margs.model_name_or_path)
    model = AutoModelForSeq2SeqLM.from_pretrained(margs.model_name_or_path)

    def preprocess(ex):
        m = tokenizer([margs.prefix + t for t in ex["body"]], max_length=dargs.max_source_length, truncation=True)
        m["labels"] = tokenizer(text_target=ex["title"], max_length=dargs.max_target_length, truncation=True)["input_ids"]
        return m

    tokenized = raw.map(preprocess, batched=True, num_proc=dargs.num_workers, remove_columns=raw["train"].column_names)
    rouge = evaluate.load("rouge")

    def compute_metrics(p):
        preds = np.where(p.predictions != -100, p.predictions, tokenizer.pad_token_id)
        labels = np.where(p.label_ids != -100, p.label_ids, tokenizer.pad_token_id)
        dec = ["\n".join(nltk.sent_tokenize(s)) for s in tokenizer.batch_decode(preds, skip_special_tokens=True)]
        ref = ["\n".join(nltk.sent_tokenize(s)) for s in tokenizer.batch_decode(labels, skip_special_tokens=True)]
        return {k: round(v * 100, 2) for k, v in rouge.compute(predictions=dec, references=ref).items()}

    trainer = Seq2SeqTrainer(model=model, args=targs, train_dataset=tokenized["train"], eval_dataset=tokenized["validation"],
                             data_collator=DataCollatorForSeq2Seq(tokenizer, model=model, pad_to_multiple_of=8),
                             compute_metrics=compute_metrics if targs.predict_with_generate else None)
    if targs.do_train:
        result = trainer.train(resume_from_checkpoint=last)
        trainer.save_model()
        trainer.log_metrics("train", result.metrics)
        trainer.save_state()
    if targs.do_eval:
        trainer.log_metrics("eval", trainer.evaluate(max_length=dargs.max_target_length, num_beams=4))


if __name__ == "__main__":
    main()
