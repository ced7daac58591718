import argparse
import math

import evaluate
import torch
from accelerate import Accelerator
from accelerate.logging import get_logger
from datasets import load_dataset
from torch.utils.data import DataLoader
from tqdm.auto import tqdm
from transformers import AutoModelForSequenceClassification, AutoTokenizer, DataCollatorWithPadding, get_scheduler

logger = get_logger(__name__)


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--task_name", default="mrpc")
    parser.add_argument("--model_name_or_path", default="bert-base-cased")
    parser.add_argument("--per_device_train_batch_size", type=int, default=8)
    parser.add_argument("--learning_rate", type=float, default=5e-5)
    parser.add_argument("--num_train_epochs", type=int, default=3)
    parser.add_argument("--gradient_accumulation_steps", type=int, default=1)
    parser.add_argument("--output_dir", default=None)
    return parser.parse_args()


def main():
    args = parse_args()
    accelerator = Accelerator(gradient_accumulation_steps=args.gradient_accumulation_steps, log_with="all", project_dir=args.output_dir)
    raw = load_dataset("nyu-mll/glue", args.task_name)
    tok = AutoTokenizer.from_pretrained(args.model_name_or_path)
    model = AutoModelForSequenceClassification.from_pretrained(args.model_name_or_path)
    data = raw.map(lambda e: tok(e["sentence1"], e["sentence2"], truncation=True), batched=True, remove_columns=["sentence1", "sentence2", "idx"])
    loader = DataLoader(data["train"], shuffle=True, collate_fn=DataCollatorWithPadding(tok), batch_size=args.per_device_train_batch_size)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.learning_rate)
    model, optimizer, loader = accelerator.prepare(model, optimizer, loader)
    steps = math.ceil(len(loader) / args.gradient_accumulation_steps) * args.num_train_epochs
    sched = get_scheduler("linear", optimizer, 0, steps)
    bar = tqdm(range(steps), disable=not accelerator.is_local_main_process)
    for epoch in range(args.num_train_epochs):
        model.train()
        for batch in loader:
            with accelerator.accumulate(model):
                loss = model(**batch).loss
                accelerator.backward(loss)
                optimizer.step()
                sched.step()
                optimizer.zero_grad()
            if accelerator.sync_gradients:
                bar.update(1)
    accelerator.end_training()


if __name__ == "__main__":
    main()
