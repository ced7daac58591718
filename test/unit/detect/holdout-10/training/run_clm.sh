#!/usr/bin/env bash
LAUNCHER="accelerate launch \
    --config_file configs/${CONFIG:-zero2}.yaml \
    --num_processes $((SLURM_NNODES * 8)) \
    --main_process_ip $MASTER_ADDR \
    "
PROGRAM="run_clm.py --model_name_or_path gpt2 --dataset_name wikitext --do_train --output_dir out"
srun --jobid $SLURM_JOBID bash -c "$LAUNCHER $PROGRAM"
