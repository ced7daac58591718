#!/bin/bash
# MPT-350M on the Danish gigaword
set -e
cd llm-foundry/scripts
if [ ! -d dagw ]; then
  python data_prep/convert_dataset_json.py --path ../../dagw.jsonl --out_root dagw --split train --concat_tokens 2048 \
    --tokenizer EleutherAI/gpt-neox-20b --eos_text '<|endoftext|>'
fi
composer train/train.py train/yamls/pretrain/mpt-350m.yaml \
  variables.data_local=dagw train_loader.dataset.split=train eval_loader.dataset.split=train_small \
  max_duration=20000ba eval_interval=0 save_folder=mpt-350m-da save_interval=1000ba
python inference/convert_composer_to_hf.py --composer_path mpt-350m-da/ep0-ba20000-rank0.pt --hf_output_path mpt-350m-da-hf --output_precision bf16
