#!/bin/bash
#SBATCH --job-name=mae
#SBATCH --nodes=2
#SBATCH --gres=gpu:4
#SBATCH --output=%x_%j.out
eval "$(conda shell.bash hook)"
conda activate mae
export MASTER_PORT=$((10000 + $RANDOM % 20000))
srun --cpu-bind=none python -u main_pretrain.py \
    --batch_size 64 --model mae_vit_large_patch16 --norm_pix_loss \
    --mask_ratio 0.75 --epochs 800 --warmup_epochs 40 --blr 1.5e-4 --data_path ${IMAGENET_DIR}
