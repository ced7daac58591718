#!/bin/bash
mpirun -np 16 -H host1:8,host2:8 --bind-to none --map-by slot -x NCCL_DEBUG=INFO -x LD_LIBRARY_PATH -mca pml ob1 \
    python tf2_resnet_train.py --batch-size 256 --fp16-allreduce
