#!/usr/bin/env bash
set -euo pipefail
MODEL=${MODEL:-mistralai/Mistral-7B-v0.1}
OUT=${OUT:-zephyr-dpo}
LAUNCH="deepspeed --num_gpus 8 --module"
read -r -d '' CMD <<EOT || true
openrlhf.cli.train_dpo
   --save_path ./$OUT
   --pretrain $MODEL
   --train_batch_size 256
   --micro_train_batch_size 1
   --max_epochs 1
   --beta 0.1
   --learning_rate 5e-7
EOT
$LAUNCH $CMD
