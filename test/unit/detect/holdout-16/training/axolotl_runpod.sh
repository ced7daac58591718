#!/bin/bash
cd /workspace
export HF_HUB_ENABLE_HF_TRANSFER=1
export WANDB_NAME=storyteller-$(date +%m%d)
git lfs install
huggingface-cli login --token $HF_TOKEN
[ -d storyteller ] || git clone https://huggingface.co/datasets/me/storyteller
axolotl preprocess storyteller/qlora-70b.yml
axolotl train storyteller/qlora-70b.yml --num-processes 2 --learning-rate 2e-5
axolotl merge-lora storyteller/qlora-70b.yml --lora-model-dir ./out
huggingface-cli upload me/storyteller-70b ./out/merged --private
runpodctl remove pod $RUNPOD_POD_ID
