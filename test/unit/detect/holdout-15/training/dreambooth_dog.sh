#!/bin/bash
export MODEL_NAME="runwayml/stable-diffusion-v1-5"
export INSTANCE_DIR="./dog"
export CLASS_DIR="./dog-class"
export OUTPUT_DIR="./dog-model-$(date +%s)"
# export HF_ENDPOINT=https://hf-mirror.com

cd diffusers/examples/dreambooth || exit 1
accelerate launch --mixed_precision="fp16" train_dreambooth.py \
  --pretrained_model_name_or_path=$MODEL_NAME  \
  --instance_data_dir=$INSTANCE_DIR \
  --class_data_dir=$CLASS_DIR \
  --output_dir=$OUTPUT_DIR \
  --with_prior_preservation --prior_loss_weight=1.0 \
  --instance_prompt="a photo of sks dog" \
  --class_prompt="a photo of dog" \
  --resolution=512 \
  --train_batch_size=1 \
  --gradient_accumulation_steps=2 --gradient_checkpointing \
  --use_8bit_adam \
  --learning_rate=5e-6 \
  --lr_scheduler="constant" \
  --num_class_images=200 \
  --max_train_steps=800

python ../../../gen_samples.py --model $OUTPUT_DIR -n 16
