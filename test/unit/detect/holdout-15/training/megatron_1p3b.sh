#!/bin/bash
# Runs the "1.3B" parameter model on 8 nodes
export CUDA_DEVICE_MAX_CONNECTIONS=1
export NCCL_IB_HCA=mlx5

GPUS_PER_NODE=8
MASTER_ADDR=${MASTER_ADDR:-$(head -n1 hostfile)}
MASTER_PORT=6000
NNODES=${NNODES:-8}
NODE_RANK=${NODE_RANK:?}
WORLD_SIZE=$(($GPUS_PER_NODE*$NNODES))

CHECKPOINT_PATH=/lustre/ckpt/gpt_1p3b_norwegian
DATA_PATH="0.7 /lustre/data/ncc_text_document 0.3 /lustre/data/wiki_text_document"

DISTRIBUTED_ARGS=(--nproc_per_node $GPUS_PER_NODE --nnodes $NNODES --node_rank $NODE_RANK
  --master_addr $MASTER_ADDR --master_port $MASTER_PORT)

GPT_ARGS="
    --tensor-model-parallel-size 2
    --pipeline-model-parallel-size 1
    --sequence-parallel
    --num-layers 24 --hidden-size 2048 --num-attention-heads 32
    --seq-length 2048 --max-position-embeddings 2048
    --micro-batch-size 4 --global-batch-size 512
    --lr 0.00015 --train-iters 500000 --lr-decay-iters 320000 --lr-decay-style cosine
    --min-lr 1.0e-5 --weight-decay 1e-2 --lr-warmup-fraction .01 --clip-grad 1.0
    --bf16 --use-flash-attn --recompute-activations
"
DATA_ARGS="--data-path $DATA_PATH --vocab-file vocab.json --merge-file merges.txt --split 949,50,1"
OUTPUT_ARGS="--log-interval 100 --save-interval 5000 --eval-interval 1000 --eval-iters 10"

torchrun ${DISTRIBUTED_ARGS[@]} pretrain_gpt.py \
    $GPT_ARGS $DATA_ARGS $OUTPUT_ARGS \
    --distributed-backend nccl \
    --save $CHECKPOINT_PATH --load $CHECKPOINT_PATH 2>&1 | tee logs/${NODE_RANK}.log
