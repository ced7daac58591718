lm_eval --model hf --model_args pretrained=out/sft,dtype=bfloat16 --tasks mmlu --num_fewshot 5 --batch_size auto
accelerate launch --num_processes 4 scripts/evaluate_checkpoint.py --ckpt out/sft
