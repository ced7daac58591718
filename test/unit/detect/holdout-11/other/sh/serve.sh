#!/bin/bash
export CUDA_VISIBLE_DEVICES=0,1
vllm serve ./out/sft-merged --tensor-parallel-size 2 --port 8000 &
python -m http.server 9000
tensorboard --logdir runs/train
