import numpy as np
import torch
from datasets import load_dataset
from transformers import (AutoModelForSequenceClassification, AutoTokenizer, DataCollatorWithPadding,
                          HfArgumentParser, Trainer, TrainingArguments)


class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kw):
        labels = inputs.pop("labels")
        outputs = model(**inputs)
        loss = torch.nn.functional.cross_entropy(outputs.logits, labels, weight=torch.tensor([1.0, 4.0]).to(labels.device))
        return (loss, outputs) if return_outputs else loss


def main():
    (targs,) = HfArgumentParser(TrainingArguments).parse_args_into_dataclasses()
    tok = AutoTokenizer.from_pretrained("distilroberta-base")
    ds = load_dataset("csv", data_files={"train": "train.csv", "validation": "dev.csv"})
    ds = ds.map(lambda e: tok(e["text"], truncation=True), batched=True)
    model = AutoModelForSequenceClassification.from_pretrained("distilroberta-base", num_labels=2)
    t = WeightedTrainer(model=model, args=targs, train_dataset=ds["train"], eval_dataset=ds["validation"],
                        data_collator=DataCollatorWithPadding(tok))
    result = t.train(resume_from_checkpoint=targs.resume_from_checkpoint)
    t.log_metrics("train", result.metrics)
    t.save_model()


if __name__ == "__main__":
    main()
