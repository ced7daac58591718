#!/bin/bash
set -x
if [ "$#" -lt 2 ]; then
    echo "Usage: $0 <nproc_per_node> <save_path> [other_configs...]"
    exit 1
fi
nproc_per_node=$1
save_path=$2
shift 2
torchrun --standalone --nnodes=1 --nproc_per_node=$nproc_per_node \
     -m verl.trainer.fsdp_sft_trainer \
    data.train_files=$HOME/data/countdown/train.parquet data.val_files=$HOME/data/countdown/test.parquet \
    data.prompt_key=question data.response_key=trace optim.lr=1e-5 data.micro_batch_size_per_gpu=4 \
    model.partial_pretrain=Qwen/Qwen2.5-0.5B trainer.default_local_dir=$save_path \
    trainer.project_name=countdown-sft trainer.total_epochs=3 trainer.logger=['console'] $@
