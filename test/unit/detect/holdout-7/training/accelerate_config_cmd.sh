accelerate launch --config_file fsdp.yaml --main_process_port 29501 -m mypkg.sft \
   --model_name Qwen/Qwen2-7B --dataset data/sft.jsonl
