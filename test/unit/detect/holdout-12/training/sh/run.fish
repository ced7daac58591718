#!/usr/bin/env fish
for lr in 1e-3 3e-4
    env WANDB_MODE=offline python finetune.py --lr $lr --epochs 5
end
