#!/usr/bin/env python
import evaluate
import torch
from accelerate import Accelerator
from datasets import load_dataset
from torch.optim import AdamW
from torch.utils.data import DataLoader
from transformers import AutoModelForSequenceClassification, AutoTokenizer, DataCollatorWithPadding, get_linear_schedule_with_warmup
from tqdm.auto import tqdm

CKPT = "bert-base-cased"


def training_function(config):
    accelerator = Accelerator(gradient_accumulation_steps=config["accum"])
    tok = AutoTokenizer.from_pretrained(CKPT)
    ds = load_dataset("glue", "mrpc").map(lambda e: tok(e["sentence1"], e["sentence2"], truncation=True), batched=True)
    ds = ds.remove_columns(["sentence1", "sentence2", "idx"]).rename_column("label", "labels")
    dl = DataLoader(ds["train"], shuffle=True, batch_size=config["bs"], collate_fn=DataCollatorWithPadding(tok))
    model = AutoModelForSequenceClassification.from_pretrained(CKPT)
    optim = AdamW(model.parameters(), lr=config["lr"])
    sched = get_linear_schedule_with_warmup(optim, 100, len(dl) * config["epochs"])
    model, optim, dl, sched = accelerator.prepare(model, optim, dl, sched)
    bar = tqdm(range(len(dl) * config["epochs"]), disable=not accelerator.is_local_main_process)
    for _ in range(config["epochs"]):
        model.train()
        for batch in dl:
            with accelerator.accumulate(model):
                out = model(**batch)
                accelerator.backward(out.loss)
                optim.step()
                sched.step()
                optim.zero_grad()
            bar.update(1)
    accelerator.end_training()


if __name__ == "__main__":
    training_function({"lr": 2e-5, "epochs": 3, "bs": 16, "accum": 2})
