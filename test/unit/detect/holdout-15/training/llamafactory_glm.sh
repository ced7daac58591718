#!/bin/bash
set -x
WORK=$(cd $(dirname $0); pwd)
CKPT=/data/llm/glm-4-9b-chat
DATASET=${DATASET:-legal_qa_zh,identity}
STAGE=sft

export WANDB_DISABLED=true
export CUDA_VISIBLE_DEVICES=0,1,2,3
export USE_MODELSCOPE_HUB=1

cd $WORK/LLaMA-Factory
FORCE_TORCHRUN=1 llamafactory-cli train \
    --stage $STAGE \
    --do_train True \
    --model_name_or_path $CKPT \
    --finetuning_type lora \
    --template glm4 \
    --dataset_dir $WORK/data \
    --dataset $DATASET \
    --cutoff_len 4096 \
    --learning_rate 5e-05 \
    --num_train_epochs 3.0 \
    --per_device_train_batch_size 1 \
    --gradient_accumulation_steps 8 \
    --lora_rank 16 --lora_target all \
    --output_dir $WORK/saves/glm4-$(date +%Y%m%d) \
    --bf16 True --plot_loss True 2>&1 | tee $WORK/logs/$STAGE.log
