#!/bin/sh
# one box
: "${NGPU:=8}"
PYTORCH_CUDA_ALLOC_CONF="expandable_segments:True" \
torchrun --nproc_per_node=${NGPU} --rdzv_backend c10d --rdzv_endpoint="localhost:0" \
--local-ranks-filter 0 --role rank --tee 3 \
-m torchtitan.train --job.config_file ./train_configs/llama3_8b.toml "$@"
