#!/bin/sh
# usage: ./run_all.sh
PYTHON=${PYTHON:-python3}
run() {
    echo "== $*"
    "$@" 2>&1 | tee -a log.txt
}
for seed in 1 2 3; do
    for lr in 0.1 0.01; do
        run $PYTHON main.py --dataset cifar10 --arch resnet18 --lr $lr --epochs 200 --seed $seed
    done
done
