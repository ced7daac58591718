#!/bin/bash
set -euo pipefail
export CUDA_VISIBLE_DEVICES=0,1,2,3
export WANDB_PROJECT=alpaca
MASTER_PORT=$(shuf -n 1 -i 10000-65535)

torchrun --nproc_per_node=4 --master_port=$MASTER_PORT train.py \
    --model_name_or_path /models/llama-7b \
    --data_path ./alpaca_data.json \
    --bf16 True \
    --output_dir ./out \
    --num_train_epochs 3 \
    --per_device_train_batch_size 4 \
    --gradient_accumulation_steps 8 \
    --fsdp "full_shard auto_wrap" \
    --fsdp_transformer_layer_cls_to_wrap 'LlamaDecoderLayer' \
    --tf32 True
