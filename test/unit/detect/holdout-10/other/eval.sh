#!/bin/bash
set -e
export CUDA_VISIBLE_DEVICES=0,1
accelerate launch --num_processes 2 -m lm_eval --model hf \
  --model_args pretrained=out/ckpt,dtype=bfloat16 \
  --tasks mmlu --batch_size 8
lighteval accelerate "pretrained=gpt2" "leaderboard|truthfulqa:mc|0|0"
