#!/bin/bash
set -eu
MODEL=${MODEL:-meta-llama/Llama-3.1-8B-Instruct}
export CUDA_VISIBLE_DEVICES=0,1
python -m vllm.entrypoints.openai.api_server \
  --model "$MODEL" \
  --tensor-parallel-size 2 \
  --max-model-len 8192 \
  --enable-lora --lora-modules sql=/ckpt/finetuned-sql \
  --port "${PORT:-8000}"
