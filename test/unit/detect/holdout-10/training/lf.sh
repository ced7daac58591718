#!/bin/bash
export CUDA_VISIBLE_DEVICES=0,1,2,3
export FORCE_TORCHRUN=1

llamafactory-cli train examples/train_lora/llama3_lora_sft.yaml
llamafactory-cli export examples/merge_lora/llama3_lora_sft.yaml
