#!/usr/bin/env bash
# fine-tune on all splits
for split in a b c; do
  OUT=out/$split; mkdir -p $OUT
  python -W ignore -u run_glue.py --model_name_or_path roberta-large --task_name mnli --do_train --do_eval \
    --max_seq_length 128 --per_device_train_batch_size 32 --learning_rate 2e-5 --num_train_epochs 3 --output_dir $OUT > $OUT/log 2>&1 &
done
wait
