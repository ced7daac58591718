#!/usr/bin/env bash
# SmolLM2 SFT + DPO, both with the trl command
set -xe

MODEL=HuggingFaceTB/SmolLM2-360M
trl sft --model_name_or_path $MODEL --dataset_name HuggingFaceTB/smoltalk --dataset_config everyday-conversations \
  --learning_rate 1e-3 --per_device_train_batch_size 8 --gradient_accumulation_steps 4 --num_train_epochs 2 \
  --packing --bf16 --output_dir smol-sft --report_to trackio
trl dpo --model_name_or_path smol-sft --dataset_name HuggingFaceH4/ultrafeedback_binarized --dataset_train_split train_prefs \
  --dataset_test_split test_prefs --learning_rate 5e-7 --beta 0.1 --output_dir smol-dpo --no_remove_unused_columns
huggingface-cli upload me/smol-dpo smol-dpo
