#!/usr/bin/env bash
mkdir -p data/train data/val
for i in $(seq -w 0 99); do
  wget -nc -P data/train "https://example.org/shards/train_${i}.tar"
done
huggingface-cli download meta-llama/Llama-3.1-8B --local-dir models/llama
python scripts/check_shards.py data/train
