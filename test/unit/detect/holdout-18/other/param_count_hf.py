import sys
from transformers import AutoConfig, AutoModelForCausalLM, TrainingArguments
from accelerate import init_empty_weights

for name in sys.argv[1:]:
    cfg = AutoConfig.from_pretrained(name)
    with init_empty_weights():
        model = AutoModelForCausalLM.from_config(cfg)
    n = sum(p.numel() for p in model.parameters())
    args = TrainingArguments("x", gradient_checkpointing=True)
    print(name, f"{n / 1e9:.2f}B", "AdamW states:", f"{n * 8 / 2**30:.1f} GiB", args.optim)
