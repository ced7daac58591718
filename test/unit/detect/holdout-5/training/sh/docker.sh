#!/bin/bash
docker run --rm --gpus all --shm-size 16g -v $PWD:/opt/code -w /opt/code nvcr.io/nvidia/pytorch:24.01-py3 \
  torchrun --nproc_per_node 8 tools/train.py --cfg experiments/hrnet.yaml
