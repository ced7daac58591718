import argparse
import math

import torch
from accelerate import Accelerator
from datasets import load_dataset
from torch.utils.data import DataLoader
from tqdm.auto import tqdm
from transformers import AutoModelForCausalLM, AutoTokenizer, default_data_collator, get_scheduler


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model_name_or_path", default="gpt2")
    parser.add_argument("--per_device_train_batch_size", type=int, default=8)
    parser.add_argument("--learning_rate", type=float, default=5e-5)
    parser.add_argument("--num_train_epochs", type=int, default=3)
    parser.add_argument("--gradient_accumulation_steps", type=int, default=1)
    return parser.parse_args()


def main():
    args = parse_args()
    accelerator = Accelerator(gradient_accumulation_steps=args.gradient_accumulation_steps, log_with="all")
    tokenizer = AutoTokenizer.from_pretrained(args.model_name_or_path)
    model = AutoModelForCausalLM.from_pretrained(args.model_name_or_path)
    with accelerator.main_process_first():
        lm = load_dataset("wikitext", "wikitext-103-raw-v1")["train"].map(lambda e: tokenizer(e["text"]), batched=True)
    train_dataloader = DataLoader(lm, shuffle=True, collate_fn=default_data_collator, batch_size=args.per_device_train_batch_size)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.learning_rate)
    steps = math.ceil(len(train_dataloader) / args.gradient_accumulation_steps) * args.num_train_epochs
    sched = get_scheduler("linear", optimizer, 100, steps)
    model, optimizer, train_dataloader, sched = accelerator.prepare(model, optimizer, train_dataloader, sched)
    bar = tqdm(range(steps), disable=not accelerator.is_local_main_process)
    for epoch in range(args.num_train_epochs):
        model.train()
        for batch in train_dataloader:
            with accelerator.accumulate(model):
                loss = model(**batch).loss
                accelerator.backward(loss)
                optimizer.step()
                sched.step()
                optimizer.zero_grad()
            if accelerator.sync_gradients:
                bar.update(1)
    accelerator.wait_for_everyone()
    accelerator.unwrap_model(model).save_pretrained("out")


if __name__ == "__main__":
    main()
