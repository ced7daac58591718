#!/usr/bin/env bash
docker run --gpus all --shm-size 1g -p 8080:80 -v $PWD/data:/data \
  ghcr.io/huggingface/text-generation-inference:2.0 \
  --model-id /data/my-finetuned-mistral --num-shard 2 --max-input-length 4096
