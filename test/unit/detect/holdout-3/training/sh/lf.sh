#!/bin/bash
export WANDB_PROJECT=sft
FORCE_TORCHRUN=1 NNODES=1 CUDA_VISIBLE_DEVICES=0,1,2,3 uv run llamafactory-cli train examples/train_lora/llama3_lora_sft.yaml
