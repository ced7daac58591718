#!/bin/bash
GPUS=8
export NCCL_P2P_DISABLE=1
OPTS=""
OPTS+=" --deepspeed ds_config.json"
OPTS+=" --train-iters 100000"
CMD="deepspeed --num_gpus $GPUS pretrain_gpt.py $OPTS"
echo $CMD
$CMD
