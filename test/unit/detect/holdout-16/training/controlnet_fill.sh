#!/usr/bin/env bash
#
# Trains a ControlNet on our building footprints -> aerial photo pairs.
# Two stages: low resolution first, then 1024.
#
set -o errexit -o nounset -o pipefail
readonly HERE="$(cd "$(dirname "$0")" && pwd)"
readonly BASE=stabilityai/stable-diffusion-xl-base-1.0
source "$HERE/env.sh"

stage() {
  local res=$1 steps=$2 bs=$3 from=$4
  local out="$OUT_ROOT/cn-$res"
  if [[ -f $out/diffusion_pytorch_model.safetensors ]]; then
    log "stage $res is done"
    return 0
  fi
  accelerate launch --config_file "$HERE/accelerate_${N_GPU}gpu.yaml" "$HERE/train_controlnet_sdxl.py" \
    --pretrained_model_name_or_path "$BASE" \
    ${from:+--controlnet_model_name_or_path "$from"} \
    --pretrained_vae_model_name_or_path madebyollin/sdxl-vae-fp16-fix \
    --train_data_dir "$DATA/footprints" --conditioning_image_column cond --image_column aerial --caption_column text \
    --resolution "$res" --train_batch_size "$bs" --gradient_accumulation_steps 4 --max_train_steps "$steps" \
    --learning_rate 1e-5 --mixed_precision bf16 --enable_xformers_memory_efficient_attention \
    --validation_image "$HERE/val/1.png" "$HERE/val/2.png" --validation_prompt "aerial photo" "aerial photo, winter" \
    --checkpointing_steps 2500 --output_dir "$out" --tracker_project_name footprints --report_to wandb
}

stage 512 20000 8 ""
stage 1024 10000 2 "$OUT_ROOT/cn-512"
