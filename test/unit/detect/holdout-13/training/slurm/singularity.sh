#!/bin/bash
#SBATCH -A m1759_g
#SBATCH -C gpu
#SBATCH -N 4 --ntasks-per-node=4 --gpus-per-task=1
set -x
srun -u shifter --image=nersc/pytorch:24.06 bash -c "source export_DDP_vars.sh; python train_mp.py --config=mp --tensor-parallel=4 --enable-cuda-graphs"
