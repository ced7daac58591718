#!/bin/bash
#SBATCH --job-name=lm-eval
#SBATCH --gres=gpu:1
#SBATCH --time=04:00:00
source .venv/bin/activate
for ckpt in checkpoints/step_*; do
  accelerate launch -m lm_eval --model hf \
    --model_args pretrained=$ckpt,dtype=bfloat16 \
    --tasks hellaswag,arc_easy,winogrande --batch_size 16 \
    --output_path results/$(basename $ckpt)
done
