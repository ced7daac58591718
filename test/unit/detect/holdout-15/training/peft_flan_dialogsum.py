import time
import torch
import pandas as pd
from datasets import load_dataset
from peft import LoraConfig, TaskType, get_peft_model
from torch.utils.data import DataLoader
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, default_data_collator, get_linear_schedule_with_warmup

dev = "cuda"
name = "google/flan-t5-large"
lr, epochs, bs = 1e-3, 3, 8

ds = load_dataset("knkarthick/dialogsum")
tok = AutoTokenizer.from_pretrained(name)


def pre(ex):
    x = tok(["Summarize:\n" + d for d in ex["dialogue"]], max_length=512, padding="max_length", truncation=True,
            return_tensors="pt")
    y = tok(ex["summary"], max_length=128, padding="max_length", truncation=True, return_tensors="pt").input_ids
    y[y == tok.pad_token_id] = -100
    x["labels"] = y
    return x


ds = ds.map(pre, batched=True, remove_columns=ds["train"].column_names)
train = DataLoader(ds["train"], shuffle=True, collate_fn=default_data_collator, batch_size=bs, pin_memory=True)
val = DataLoader(ds["validation"], collate_fn=default_data_collator, batch_size=bs)

model = get_peft_model(AutoModelForSeq2SeqLM.from_pretrained(name),
                       LoraConfig(task_type=TaskType.SEQ_2_SEQ_LM, r=8, lora_alpha=32, lora_dropout=0.1))
model.print_trainable_parameters()
model = model.to(dev)
optim = torch.optim.AdamW(model.parameters(), lr=lr)
sched = get_linear_schedule_with_warmup(optim, 0, len(train) * epochs)

for epoch in range(epochs):
    model.train()
    total = 0
    t0 = time.time()
    for batch in train:
        batch = {k: v.to(dev) for k, v in batch.items()}
        loss = model(**batch).loss
        total += loss.detach().float()
        loss.backward()
        optim.step()
        sched.step()
        optim.zero_grad()
    model.eval()
    ev = 0
    for batch in val:
        with torch.no_grad():
            ev += model(**{k: v.to(dev) for k, v in batch.items()}).loss.float()
    print(epoch, "train ppl", torch.exp(total / len(train)), "eval ppl", torch.exp(ev / len(val)), time.time() - t0)

model.save_pretrained(f"{name.replace('/', '_')}_lora")
