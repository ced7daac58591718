#!/usr/bin/env bash
set -euo pipefail
MODEL=${1:-meta-llama/Llama-2-7b-hf}
ARGS=(
  --model_name "$MODEL"
  --batch_size_training 2
  --num_epochs 3
  --enable_fsdp
  --use_peft --peft_method lora
)
CMD="torchrun --nnodes 1 --nproc_per_node 8 finetuning.py ${ARGS[*]}"
echo "$CMD"
eval "$CMD"
