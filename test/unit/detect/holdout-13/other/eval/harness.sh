#!/bin/bash
for task in hellaswag arc_easy winogrande; do
  accelerate launch -m lm_eval --model hf --model_args pretrained=$1,dtype=bfloat16 --tasks $task --batch_size auto --output_path results/
done
