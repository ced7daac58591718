#!/usr/bin/env bash
set -euo pipefail
MODEL=${1:-meta-llama/Llama-3.1-8B}
OUT=out/$(date +%F)
ARGS=(
  --model_name_or_path "$MODEL"
  --output_dir "$OUT"
  --per_device_train_batch_size 2   # 80 GB cards
  --gradient_accumulation_steps 8
  --num_train_epochs 3
  --bf16 true
)
if [ "${DEBUG:-0}" = 1 ]; then
  python -m pdb src/sft.py "${ARGS[@]}"
else
  accelerate launch --config_file configs/zero3.yaml --num_processes 8 src/sft.py "${ARGS[@]}"
fi
