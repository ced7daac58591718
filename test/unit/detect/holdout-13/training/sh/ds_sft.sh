#!/usr/bin/env bash
OUTPUT=$1
ZERO_STAGE=$2
if [ "$OUTPUT" == "" ]; then
    OUTPUT=./output
fi
if [ "$ZERO_STAGE" == "" ]; then
    ZERO_STAGE=3
fi
mkdir -p $OUTPUT

deepspeed --num_gpus 8 main.py \
   --data_path Dahoas/rm-static Dahoas/full-hh-rlhf \
   --model_name_or_path facebook/opt-13b \
   --per_device_train_batch_size 16 \
   --learning_rate 9.65e-6 \
   --num_train_epochs 16 \
   --zero_stage $ZERO_STAGE \
   --deepspeed \
   --output_dir $OUTPUT \
   &> $OUTPUT/training.log
