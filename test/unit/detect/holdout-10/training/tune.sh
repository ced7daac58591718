#!/bin/sh
set -e
tune download meta-llama/Meta-Llama-3.1-8B-Instruct --output-dir /tmp/llama --ignore-patterns "original/consolidated.00.pth"
tune run --nproc_per_node 4 lora_finetune_distributed --config llama3_1/8B_lora epochs=1 batch_size=4
