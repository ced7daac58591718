# writes the axolotl yaml files of the grid; run them with run_grid.sh
import copy
import itertools
import pathlib
import yaml

BASE = {
    "base_model": "Qwen/Qwen3-8B", "load_in_4bit": True, "adapter": "qlora", "strict": False,
    "datasets": [{"path": "data/train.jsonl", "type": "chat_template"}], "val_set_size": 0.02,
    "sequence_len": 4096, "sample_packing": True, "lora_target_linear": True, "lora_dropout": 0.05,
    "gradient_accumulation_steps": 4, "micro_batch_size": 2, "num_epochs": 2, "optimizer": "paged_adamw_8bit",
    "lr_scheduler": "cosine", "bf16": "auto", "gradient_checkpointing": True, "flash_attention": True, "warmup_ratio": 0.03,
    "logging_steps": 5, "saves_per_epoch": 1,
}
out = pathlib.Path("grid")
out.mkdir(exist_ok=True)
names = []
for r, lr, seed in itertools.product((8, 32, 128), (5e-5, 1e-4, 3e-4), (0, 1)):
    c = copy.deepcopy(BASE)
    name = f"r{r}_lr{lr:.0e}_s{seed}"
    c.update(lora_r=r, lora_alpha=2 * r, learning_rate=lr, seed=seed, output_dir=f"out/{name}", wandb_name=name)
    (out / f"{name}.yml").write_text(yaml.safe_dump(c, sort_keys=False))
    names.append(name)
(out / "index.txt").write_text("\n".join(names) + "\n")
print(len(names), "configurations")
