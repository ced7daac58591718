mlx_lm.convert --hf-path mistralai/Mistral-7B-v0.1 -q
mlx_lm.generate --model mlx_model --prompt "hello" --adapter-path adapters
