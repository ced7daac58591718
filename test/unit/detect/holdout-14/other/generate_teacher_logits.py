"""Writes the teacher's top-k logits of the training corpus for a later distillation."""
import argparse
from pathlib import Path

import numpy as np
import torch
from accelerate import Accelerator
from datasets import load_from_disk
from torch.utils.data import DataLoader
from transformers import AutoModelForCausalLM, AutoTokenizer, DataCollatorForLanguageModeling


def parse_args():
    p = argparse.ArgumentParser()
    p.add_argument("--teacher", default="meta-llama/Llama-3.1-70B-Instruct")
    p.add_argument("--train_dir", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--topk", type=int, default=64)
    p.add_argument("--per_device_batch_size", type=int, default=4)
    p.add_argument("--temperature", type=float, default=1.0)
    return p.parse_args()


def main():
    args = parse_args()
    accelerator = Accelerator(mixed_precision="bf16")
    tok = AutoTokenizer.from_pretrained(args.teacher)
    tok.pad_token = tok.eos_token
    teacher = AutoModelForCausalLM.from_pretrained(args.teacher, torch_dtype=torch.bfloat16)
    train = load_from_disk(str(args.train_dir))
    loader = DataLoader(train, batch_size=args.per_device_batch_size,
                        collate_fn=DataCollatorForLanguageModeling(tok, mlm=False))
    teacher, loader = accelerator.prepare(teacher, loader)
    teacher.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    total = 0.0
    for step, batch in enumerate(loader):
        with torch.inference_mode():
            out = teacher(**batch)
        total += out.loss.item()
        values, indices = (out.logits / args.temperature).topk(args.topk, dim=-1)
        np.savez_compressed(
            args.out / f"{accelerator.process_index:02d}-{step:06d}.npz",
            values=values.float().cpu().numpy().astype(np.float16),
            indices=indices.cpu().numpy().astype(np.uint32),
        )
        if step % 50 == 0:
            accelerator.print(f"step {step} loss {total / (step + 1):.4f}")
    accelerator.wait_for_everyone()


if __name__ == "__main__":
    main()
