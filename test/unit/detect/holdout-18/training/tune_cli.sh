tune download meta-llama/Llama-3.2-1B-Instruct --output-dir /tmp/llama --ignore-patterns "original/consolidated.00.pth"
tune run --nproc_per_node 2 lora_finetune_distributed --config llama3_2/1B_lora batch_size=8 epochs=3
