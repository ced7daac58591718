torchrun --nproc_per_node 4 inference.py \
    --ckpt_dir llama-2-70b/ \
    --tokenizer_path tokenizer.model \
    --max_seq_len 128 --max_batch_size 4
