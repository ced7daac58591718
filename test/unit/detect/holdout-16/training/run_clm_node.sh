#!/bin/bash
# continue pretraining BLOOM on legal text. one node
DIR=`pwd`
GPUS=$(nvidia-smi -L | wc -l)
BS=4
ACC=$(( 256 / (BS * GPUS) ))
RUN=bloom1b1-legal-$(git rev-parse --short HEAD)

if [ "$1" == "debug" ]; then
	export CUDA_LAUNCH_BLOCKING=1
	EXTRA="--max_train_samples 200 --max_steps 5"
fi

PYTHONPATH=$DIR torchrun --nnodes=1 --nproc_per_node=$GPUS --master_port=$(shuf -i 20000-30000 -n 1) \
	transformers/examples/pytorch/language-modeling/run_clm.py \
	--model_name_or_path bigscience/bloom-1b1 \
	--train_file $DIR/data/legal_train.txt --validation_file $DIR/data/legal_valid.txt \
	--do_train --do_eval --bf16 --block_size 2048 \
	--per_device_train_batch_size $BS --gradient_accumulation_steps $ACC \
	--learning_rate 2e-5 --warmup_ratio 0.03 --lr_scheduler_type cosine --num_train_epochs 2 \
	--save_strategy steps --save_steps 500 --save_total_limit 2 --logging_steps 10 \
	--gradient_checkpointing True --ddp_timeout 18000 \
	--output_dir $DIR/out/$RUN $EXTRA || exit 1
echo finished | mail -s "$RUN" $USER
