#!/bin/bash
usage() { echo "usage: $0 [train|test]"; exit 1; }
do_train() {
    local gpus=$1
    python -m torch.distributed.launch --nproc_per_node=$gpus tools/train.py configs/faster_rcnn.py --launcher pytorch
}
do_test() { python tools/test.py configs/faster_rcnn.py latest.pth; }
case "$1" in
    train) do_train 8 ;;
    test) do_test ;;
    *) usage ;;
esac
