# 2 * 40GiB
MAX_PIXELS=1003520 \
NPROC_PER_NODE=2 \
CUDA_VISIBLE_DEVICES=0,1 \
swift sft \
    --model Qwen/Qwen2.5-VL-7B-Instruct \
    --dataset data/receipts_train.jsonl \
    --val_dataset data/receipts_val.jsonl \
    --train_type lora \
    --torch_dtype bfloat16 \
    --num_train_epochs 2 \
    --per_device_train_batch_size 1 \
    --learning_rate 1e-4 \
    --lora_rank 8 --lora_alpha 32 \
    --target_modules all-linear \
    --freeze_vit true \
    --gradient_accumulation_steps 16 \
    --eval_steps 100 --save_steps 100 --save_total_limit 2 \
    --output_dir output/receipts \
    --deepspeed zero2
