MODEL=$1
accelerate launch -m lm_eval --model hf --model_args pretrained=$MODEL,dtype=bfloat16 --tasks hellaswag,arc_easy --batch_size 16 --output_path results/
