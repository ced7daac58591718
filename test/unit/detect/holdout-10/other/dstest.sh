#!/bin/bash
deepspeed --num_gpus 2 inference-test.py --name bigscience/bloom-3b --batch_size 2
mpirun -np 4 python benchmark_allreduce.py --size 1G
srun -n1 nvidia-smi
uv run pytest tests -k "not train"
poetry run python scripts/score.py --split train
