#!/bin/bash -l
#$ -N qwen_full
#$ -l gpus=4
#$ -l gpu_c=8.0
#$ -l h_rt=36:00:00
#$ -pe omp 16
#$ -j y
module load miniconda cuda/12.2
conda activate tune
cd /projectnb/lab/finetune

echo "host $(hostname) start $(date)"
tune run --nnodes 1 --nproc_per_node 4 full_finetune_distributed --config qwen2_5/7B_full \
    dataset=torchtune.datasets.chat_dataset dataset.source=json dataset.data_files=data/chem_qa.json \
    dataset.conversation_column=conversations dataset.conversation_style=sharegpt \
    batch_size=2 gradient_accumulation_steps=8 optimizer.lr=1e-5 epochs=2 enable_activation_checkpointing=True
echo "end $(date)"
