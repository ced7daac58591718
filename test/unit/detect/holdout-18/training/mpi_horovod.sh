#!/bin/bash
mpirun -np 16 -H server1:4,server2:4,server3:4,server4:4 \
    -bind-to none -map-by slot \
    -x NCCL_DEBUG=INFO -x LD_LIBRARY_PATH -x PATH \
    -mca pml ob1 -mca btl ^openib \
    python keras_imagenet_resnet50.py --train-dir /data/imagenet/train --val-dir /data/imagenet/val --epochs 90
