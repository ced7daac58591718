export CUDA_VISIBLE_DEVICES=1
name=PatchMixer
for len in 96 192 336; do
python -u run.py \
  --task_name long_term_forecast \
  --is_training 1 \
  --root_path ./dataset/weather/ \
  --model $name \
  --seq_len 96 \
  --pred_len $len \
  --itr 1
done
