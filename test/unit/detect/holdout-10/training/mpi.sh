#!/bin/bash
#PBS -l select=2:ncpus=32:mpiprocs=4:ngpus=4
#PBS -q gpu
cd $PBS_O_WORKDIR
mpirun -np 8 -x LD_LIBRARY_PATH --bind-to none \
    conda run -n hvd --no-capture-output python train_imagenet.py --epochs 90 --base-lr 0.0125
