"""Example usage:

    trainer = Trainer(model, args)
    trainer.train()

    $ torchrun --nproc_per_node 8 train.py
"""
from transformers import AutoConfig
cfg = AutoConfig.from_pretrained('gpt2')
print(sum(v for v in [cfg.n_layer * cfg.n_embd ** 2 * 12]))
