tune download meta-llama/Meta-Llama-3-8B-Instruct --output-dir /tmp/llama3 --hf-token $HF_TOKEN
tune run --nproc_per_node 2 lora_finetune_distributed --config llama3/8B_lora batch_size=4 epochs=1
