#!/usr/bin/env python
"""Fine-tune a wav2vec2 CTC model without the Trainer."""
import argparse
import math
import os

import evaluate
import torch
from accelerate import Accelerator
from accelerate.logging import get_logger
from accelerate.utils import ProjectConfiguration
from datasets import Audio, load_dataset
from torch.utils.data import DataLoader
from tqdm.auto import tqdm
from transformers import AutoModelForCTC, AutoProcessor, get_scheduler

logger = get_logger(__name__)


def parse_args():
    p = argparse.ArgumentParser()
    p.add_argument("--model_name_or_path", required=True)
    p.add_argument("--dataset", default="mozilla-foundation/common_voice_13_0")
    p.add_argument("--lang", default="cy")
    p.add_argument("--output_dir", default="out")
    p.add_argument("--per_device_batch_size", type=int, default=8)
    p.add_argument("--gradient_accumulation_steps", type=int, default=2)
    p.add_argument("--learning_rate", type=float, default=3e-4)
    p.add_argument("--num_train_epochs", type=int, default=15)
    p.add_argument("--freeze_feature_encoder", action="store_true")
    return p.parse_args()


def main():
    args = parse_args()
    accelerator = Accelerator(gradient_accumulation_steps=args.gradient_accumulation_steps,
                              log_with="tensorboard",
                              project_config=ProjectConfiguration(args.output_dir))
    raw = load_dataset(args.dataset, args.lang).cast_column("audio", Audio(16_000))
    processor = AutoProcessor.from_pretrained(args.model_name_or_path)
    model = AutoModelForCTC.from_pretrained(args.model_name_or_path, ctc_loss_reduction="mean",
                                            pad_token_id=processor.tokenizer.pad_token_id)
    if args.freeze_feature_encoder:
        model.freeze_feature_encoder()

    def prepare(ex):
        ex["input_values"] = processor(ex["audio"]["array"], sampling_rate=16_000).input_values[0]
        ex["labels"] = processor(text=ex["sentence"].lower()).input_ids
        return ex

    with accelerator.main_process_first():
        data = raw.map(prepare, remove_columns=raw["train"].column_names)

    def collate(batch):
        x = processor.pad({"input_values": [b["input_values"] for b in batch]}, return_tensors="pt")
        y = processor.pad(labels={"input_ids": [b["labels"] for b in batch]}, return_tensors="pt")
        x["labels"] = y["input_ids"].masked_fill(y.attention_mask.ne(1), -100)
        return x

    train_dl = DataLoader(data["train"], shuffle=True, collate_fn=collate, batch_size=args.per_device_batch_size)
    eval_dl = DataLoader(data["test"], collate_fn=collate, batch_size=args.per_device_batch_size)
    optim = torch.optim.AdamW(model.parameters(), lr=args.learning_rate)
    steps = args.num_train_epochs * math.ceil(len(train_dl) / args.gradient_accumulation_steps)
    sched = get_scheduler("linear", optim, num_warmup_steps=500, num_training_steps=steps)
    model, optim, train_dl, eval_dl, sched = accelerator.prepare(model, optim, train_dl, eval_dl, sched)
    wer = evaluate.load("wer")
    bar = tqdm(range(steps), disable=not accelerator.is_local_main_process)
    for epoch in range(args.num_train_epochs):
        model.train()
        for batch in train_dl:
            with accelerator.accumulate(model):
                loss = model(**batch).loss
                accelerator.backward(loss)
                if accelerator.sync_gradients:
                    accelerator.clip_grad_norm_(model.parameters(), 1.0)
                    bar.update(1)
                optim.step()
                sched.step()
                optim.zero_grad()
        model.eval()
        for batch in eval_dl:
            with torch.no_grad():
                ids = model(**batch).logits.argmax(-1)
            ids, labels = accelerator.gather_for_metrics((ids, batch["labels"]))
            labels[labels == -100] = processor.tokenizer.pad_token_id
            wer.add_batch(predictions=processor.batch_decode(ids),
                          references=processor.batch_decode(labels, group_tokens=False))
        logger.info(f"epoch {epoch}: wer {wer.compute():.3f}")
        accelerator.save_state(os.path.join(args.output_dir, f"epoch_{epoch}"))


if __name__ == "__main__":
    main()
