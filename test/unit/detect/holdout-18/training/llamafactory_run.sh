#!/bin/bash
set -e
pip install -e ".[torch,metrics]"
FORCE_TORCHRUN=1 NNODES=1 llamafactory-cli train examples/train_lora/llama3_lora_sft_ds3.yaml
