#!/usr/bin/env python
# fine tunes BERT on a csv, with Accelerate, no Trainer
import argparse
import logging

import torch
from accelerate import Accelerator
from accelerate.utils import set_seed
from datasets import load_dataset
from torch.utils.data import DataLoader
from transformers import (AutoModelForSequenceClassification, AutoTokenizer, default_data_collator,
                          get_scheduler)

logger = logging.getLogger(__name__)


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model_name_or_path", required=True)
    parser.add_argument("--train_file")
    parser.add_argument("--per_device_train_batch_size", type=int, default=8)
    parser.add_argument("--learning_rate", type=float, default=5e-5)
    parser.add_argument("--num_train_epochs", type=int, default=3)
    parser.add_argument("--gradient_accumulation_steps", type=int, default=2)
    return parser.parse_args()


def main():
    args = parse()
    accelerator = Accelerator(gradient_accumulation_steps=args.gradient_accumulation_steps)
    set_seed(1)
    tok = AutoTokenizer.from_pretrained(args.model_name_or_path)
    model = AutoModelForSequenceClassification.from_pretrained(args.model_name_or_path)
    raw = load_dataset("csv", data_files=args.train_file)["train"]
    ds = raw.map(lambda e: tok(e["text"], truncation=True, padding="max_length"), batched=True)
    loader = DataLoader(ds, shuffle=True, collate_fn=default_data_collator,
                        batch_size=args.per_device_train_batch_size)
    optim = torch.optim.AdamW(model.parameters(), lr=args.learning_rate)
    model, optim, loader = accelerator.prepare(model, optim, loader)
    sched = get_scheduler("linear", optim, 0, args.num_train_epochs * len(loader))
    for epoch in range(args.num_train_epochs):
        model.train()
        for batch in loader:
            with accelerator.accumulate(model):
                out = model(**batch)
                accelerator.backward(out.loss)
                optim.step()
                sched.step()
                optim.zero_grad()
    accelerator.wait_for_everyone()
    accelerator.unwrap_model(model).save_pretrained("out")


if __name__ == "__main__":
    main()
