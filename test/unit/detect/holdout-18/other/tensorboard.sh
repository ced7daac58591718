#!/bin/sh
LOGDIR=${1:-runs/train}
tensorboard --logdir "$LOGDIR" --port 6006 --bind_all &
ssh -N -L 6006:localhost:6006 gpu-node-3
