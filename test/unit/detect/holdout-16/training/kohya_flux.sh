#!/usr/bin/env bash
# FLUX LoRA of the product shots with sd-scripts. 24 GB.
set -euo pipefail
cd "${SD_SCRIPTS:?}"
cat > /tmp/ds.toml <<TOML
[general]
shuffle_caption = false
caption_extension = '.txt'
keep_tokens = 1

[[datasets]]
resolution = 1024
batch_size = 1
  [[datasets.subsets]]
  image_dir = '$HOME/shots'
  class_tokens = 'sks mug'
  num_repeats = 10
TOML
export PYTHONUNBUFFERED=1
python -m accelerate.commands.launch --num_cpu_threads_per_process 1 flux_train_network.py \
  --pretrained_model_name_or_path ~/models/flux1-dev.safetensors --clip_l ~/models/clip_l.safetensors \
  --t5xxl ~/models/t5xxl_fp16.safetensors --ae ~/models/ae.safetensors --cache_latents_to_disk --save_model_as safetensors \
  --sdpa --persistent_data_loader_workers --max_data_loader_n_workers 2 --seed 42 --gradient_checkpointing --mixed_precision bf16 \
  --save_precision bf16 --network_module networks.lora_flux --network_dim 4 --optimizer_type adafactor \
  --optimizer_args "relative_step=False" "scale_parameter=False" "warmup_init=False" --lr_scheduler constant --max_grad_norm 0.0 \
  --learning_rate 8e-4 --fp8_base --highvram --max_train_epochs 16 --save_every_n_epochs 4 --dataset_config /tmp/ds.toml \
  --output_dir ~/loras --output_name mug --timestep_sampling shift --discrete_flow_shift 3.1582 --model_prediction_type raw --guidance_scale 1.0
