import json
import os
from itertools import product
from llamafactory.train.tuner import run_exp

BASE = dict(stage="sft", do_train=True, model_name_or_path="Qwen/Qwen2.5-1.5B-Instruct", dataset="alpaca_en_demo,medical_zh", template="qwen",
            finetuning_type="lora", lora_target="all", cutoff_len=1024, per_device_train_batch_size=4, gradient_accumulation_steps=4,
            lr_scheduler_type="cosine", warmup_ratio=0.1, num_train_epochs=2.0, bf16=True, logging_steps=10, save_steps=1000,
            overwrite_output_dir=True, plot_loss=True)

if __name__ == "__main__":
    summary = {}
    for rank, lr in product([4, 16, 64], [5e-5, 2e-4]):
        out = f"saves/r{rank}_lr{lr}"
        if os.path.exists(f"{out}/train_results.json"):
            continue
        run_exp({**BASE, "lora_rank": rank, "learning_rate": lr, "output_dir": out})
        with open(f"{out}/train_results.json") as f:
            summary[out] = json.load(f)["train_loss"]
    print(json.dumps(summary, indent=2))
