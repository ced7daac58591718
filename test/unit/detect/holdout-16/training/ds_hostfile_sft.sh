#!/bin/bash
# 2x8 A800, chat sft
set -e
cur=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
HOSTFILE=$cur/hostfile
MODEL=/nas/models/baichuan2-7b-base
DATA=$cur/data/belle_0.5M.json
OUT=/nas/output/$(basename $MODEL)-sft

cat > $HOSTFILE <<EOT
node-0 slots=8
node-1 slots=8
EOT

mkdir -p $OUT
deepspeed --hostfile=$HOSTFILE --master_port 9902 $cur/fine-tune.py \
    --report_to "none" \
    --data_path $DATA \
    --model_name_or_path $MODEL \
    --output_dir $OUT \
    --model_max_length 1024 \
    --num_train_epochs 4 \
    --per_device_train_batch_size 8 \
    --gradient_accumulation_steps 1 \
    --save_strategy epoch \
    --learning_rate 2e-5 \
    --lr_scheduler_type constant \
    --adam_beta1 0.9 --adam_beta2 0.98 --adam_epsilon 1e-8 --max_grad_norm 1.0 --weight_decay 1e-4 \
    --warmup_ratio 0.0 --logging_steps 1 --gradient_checkpointing True \
    --deepspeed $cur/ds_config.json --bf16 True --tf32 True > $OUT/train.log 2>&1
tail -5 $OUT/train.log
