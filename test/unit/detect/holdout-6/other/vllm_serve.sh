#!/bin/sh
export CUDA_VISIBLE_DEVICES=0,1
python -m vllm.entrypoints.openai.api_server --model ./finetuned --tensor-parallel-size 2 --max-model-len 8192 &
sleep 60
curl -s localhost:8000/v1/models
