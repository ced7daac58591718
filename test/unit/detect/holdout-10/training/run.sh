#!/usr/bin/env bash
set -euo pipefail

export NCCL_DEBUG=WARN
export OMP_NUM_THREADS=8
NGPU=${NGPU:-8}
OUT=checkpoints/$(date +%Y%m%d)
mkdir -p "$OUT"

ARGS=(
  --model_name_or_path meta-llama/Llama-2-7b-hf
  --data_path ./alpaca_data.json
  --bf16 True
  --output_dir "$OUT"
  --num_train_epochs 3
  --learning_rate 2e-5
)

torchrun --nproc_per_node="$NGPU" --master_port=29500 train.py "${ARGS[@]}" 2>&1 | tee "$OUT/log.txt"
