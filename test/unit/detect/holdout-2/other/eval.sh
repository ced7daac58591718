#!/bin/bash
CKPT=$1
for task in hellaswag arc_easy piqa; do
  accelerate launch -m lm_eval --model hf --model_args pretrained=$CKPT --tasks $task --batch_size 16 --output_path results/$task
done
python scripts/aggregate.py results > table.md
