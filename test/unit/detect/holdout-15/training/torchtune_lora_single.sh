#!/usr/bin/env bash
# Llama 3.1 8B LoRA on one 24 GB card, then quick eval
set -euo pipefail

BASE=${BASE:-/mnt/models/Meta-Llama-3.1-8B-Instruct}
OUT=${OUT:-$PWD/out/lora-$(date +%m%d-%H%M)}
EPOCHS=${1:-1}

if [[ ! -d "$BASE" ]]; then
  tune download meta-llama/Meta-Llama-3.1-8B-Instruct \
    --output-dir "$BASE" --ignore-patterns "original/consolidated.00.pth" \
    --hf-token "$(cat ~/.hf_token)"
fi

mkdir -p "$OUT"
cp recipes/llama3_1_8b_lora.yaml "$OUT/config.yaml"

tune run lora_finetune_single_device \
  --config "$OUT/config.yaml" \
  epochs="$EPOCHS" \
  checkpointer.checkpoint_dir="$BASE" \
  tokenizer.path="$BASE/original/tokenizer.model" \
  output_dir="$OUT" \
  metric_logger._component_=torchtune.training.metric_logging.WandBLogger \
  metric_logger.project=llama31-lora 2>&1 | tee "$OUT/log.txt"

tune run eleuther_eval --config eleuther_evaluation \
  checkpointer.checkpoint_dir="$OUT/epoch_$((EPOCHS - 1))" \
  tasks='["truthfulqa_mc2"]'
