#!/bin/bash
export CUDA_DEVICE_MAX_CONNECTIONS=1
GPUS_PER_NODE=8
DISTRIBUTED_ARGS="--nproc_per_node $GPUS_PER_NODE --nnodes 2 --master_addr $MASTER_ADDR --master_port 6000"
GPT_ARGS="
    --num-layers 24
    --hidden-size 2048
    --num-attention-heads 16
    --seq-length 2048
    --micro-batch-size 4
    --global-batch-size 256
    --train-iters 500000
    --bf16
"
python -m torch.distributed.run $DISTRIBUTED_ARGS pretrain_gpt.py $GPT_ARGS --data-path my-gpt2_text_document --save checkpoints
