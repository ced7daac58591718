import sys
import torch
from transformers import AutoConfig, AutoModelForCausalLM

cfg = AutoConfig.from_pretrained(sys.argv[1])
model = AutoModelForCausalLM.from_config(cfg).cuda().bfloat16()
opt = torch.optim.AdamW(model.parameters())
ids = torch.randint(0, cfg.vocab_size, (int(sys.argv[2]), 2048), device="cuda")
loss = model(ids, labels=ids).loss
loss.backward()
opt.step()
print(f"peak {torch.cuda.max_memory_allocated() / 2**30:.1f} GiB")
