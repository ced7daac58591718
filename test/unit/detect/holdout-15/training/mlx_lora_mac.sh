#!/bin/zsh
# fine-tune on the M3 overnight
cd ~/code/mailbot
source .venv/bin/activate
python prepare_mbox.py ~/Mail/Sent.mbox data/   # writes train.jsonl, valid.jsonl
mlx_lm.lora --model mlx-community/Mistral-7B-Instruct-v0.3-4bit --train --data data --iters 1200 \
   --batch-size 1 --num-layers 16 --adapter-path adapters/mail --save-every 200 --grad-checkpoint
mlx_lm.fuse --model mlx-community/Mistral-7B-Instruct-v0.3-4bit --adapter-path adapters/mail --save-path fused
osascript -e 'display notification "mailbot done"'
