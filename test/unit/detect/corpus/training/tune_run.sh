tune download meta-llama/Meta-Llama-3-8B --output-dir /tmp/m
tune run --nproc_per_node 4 lora_finetune_distributed --config llama3/8B_lora batch_size=4
