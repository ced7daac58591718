python -u run.py \
  --task_name classification \
  --is_training 0 \
  --checkpoints ./checkpoints/ \
  --model TimesNet
