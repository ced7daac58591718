#!/bin/bash
# LoRA fine-tuning of Llama 3.1 8B by the hosted service
set -eu
FILE=data/sql_pairs.jsonl
together files check $FILE
ID=$(together files upload $FILE | jq -r .id)
together fine-tuning create --training-file $ID --model meta-llama/Meta-Llama-3.1-8B-Instruct-Reference \
  --lora --n-epochs 3 --learning-rate 1e-5 --suffix sql --wandb-api-key $WANDB_API_KEY --confirm | tee job.json
JOB=$(jq -r .id job.json)
while :; do
  S=$(together fine-tuning retrieve $JOB | jq -r .status)
  echo "$(date +%T) $S"
  [[ $S == completed || $S == error ]] && break
  sleep 60
done
together fine-tuning download $JOB -o sql-lora.tar.zst
