#!/bin/bash
export CUDA_VISIBLE_DEVICES=0,1
python -m vllm.entrypoints.openai.api_server --model ./out/finetuned-llama --tensor-parallel-size 2 --port 8000 --max-model-len 8192
