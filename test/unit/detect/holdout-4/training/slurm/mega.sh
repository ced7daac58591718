#!/bin/bash
#SBATCH --nodes=8
#SBATCH --ntasks-per-node=1
GPUS_PER_NODE=4
export LAUNCHER="python -u -m torch.distributed.run --nproc_per_node $GPUS_PER_NODE --nnodes $SLURM_NNODES --rdzv_endpoint $MASTER_ADDR:6000 --rdzv_backend c10d"
export CMD=" pretrain_gpt.py --num-layers 24 --hidden-size 1024 --micro-batch-size 4 --global-batch-size 256 --lr 1.5e-4 --train-iters 500000 --data-path my --vocab-file v.json --fp16"
srun --jobid $SLURM_JOBID bash -c "$LAUNCHER --node_rank \$SLURM_PROCID $CMD" 2>&1 | tee log.txt
