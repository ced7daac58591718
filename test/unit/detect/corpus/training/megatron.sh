#!/bin/bash
DISTRIBUTED_ARGS="--nproc_per_node 8 --nnodes 1 --node_rank 0 --master_addr localhost --master_port 6000"
GPT_ARGS="
    --num-layers 24
    --hidden-size 1024
    --micro-batch-size 4
    --global-batch-size 64
    --lr 0.00015
    --train-iters 500000
"
torchrun $DISTRIBUTED_ARGS pretrain_gpt.py \
    $GPT_ARGS \
    --data-path /data/my-gpt2_text_document
