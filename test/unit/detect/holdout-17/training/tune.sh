tune download meta-llama/Llama-3.2-1B-Instruct --output-dir /tmp/Llama
tune run --nproc_per_node 2 full_finetune_distributed --config llama3_2/1B_full epochs=1 batch_size=2
