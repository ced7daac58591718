mlx_lm.lora --model mistralai/Mistral-7B-v0.1 --train --data ./data --iters 600 --batch-size 1
