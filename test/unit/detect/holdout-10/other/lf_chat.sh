#!/bin/bash
CUDA_VISIBLE_DEVICES=0 llamafactory-cli chat examples/inference/llama3_lora_sft.yaml
llamafactory-cli export examples/merge_lora/llama3_lora_sft.yaml
API_PORT=8000 llamafactory-cli api examples/inference/llama3_vllm.yaml
