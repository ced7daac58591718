#!/bin/bash
MODEL=$1
OUTPUT=${2:-./output}
deepspeed --num_gpus 8 --hostfile hosts finetune.py \
   --model_name_or_path $MODEL \
   --deepspeed ds_config_zero3.json \
   --per_device_train_batch_size 4 \
   --num_train_epochs 2 \
   --output_dir $OUTPUT &> $OUTPUT/training.log
