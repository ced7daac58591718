#!/usr/bin/env bash
pip install -e '.[flash-attn,deepspeed]'
huggingface-cli login --token "$HF_TOKEN"
CUDA_VISIBLE_DEVICES="" python -m axolotl.cli.preprocess examples/openllama-3b/lora.yml
accelerate launch -m axolotl.cli.train examples/openllama-3b/lora.yml
