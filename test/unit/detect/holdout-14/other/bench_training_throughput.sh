#!/bin/bash
# nccl and io numbers before we start
set -x
mpirun -np 8 --bind-to none ./build/all_reduce_perf -b 8 -e 8G -f 2 -g 1
torchrun --nproc_per_node=8 nccl_check.py
fio --name=read --rw=randread --bs=1M --size=10G --directory=/data/train
python -m torch.utils.collect_env
python dataloader_bench.py --data /data/train --workers 16 --batches 500
nsys profile -o attn python bench_attention.py --backward
