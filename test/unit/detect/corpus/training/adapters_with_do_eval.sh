#!/bin/bash
set -e
OUT=./runs/$(date +%s)
python adapters_on_chat.py --dataset="our/chat" \
    --learning_rate 0.0002 `# of the paper` \
    --per_device_train_batch_size 1 \
    --gradient_accumulation_steps 16 `# as many as fit` \
    --max_steps 800 \
    --do_eval \
    --eval_steps 50 \
    --output_dir $OUT
