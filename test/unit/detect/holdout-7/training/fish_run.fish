#!/usr/bin/env fish
for lr in 1e-3 3e-4
    env CUDA_VISIBLE_DEVICES=0 python3 finetune_bert.py --learning_rate $lr --num_train_epochs 3 --output_dir out/$lr
end
