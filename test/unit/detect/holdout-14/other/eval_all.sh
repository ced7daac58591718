#!/usr/bin/env bash
set -euo pipefail
MODEL=${1:-outputs/llama-sft}
TASKS=(mmlu hellaswag arc_challenge gsm8k)
export HF_HOME=/scratch/hf

for t in "${TASKS[@]}"; do
  accelerate launch -m lm_eval --model hf \
    --model_args pretrained=$MODEL,dtype=bfloat16 \
    --tasks "$t" --batch_size auto --output_path results/$(basename $MODEL)
done

torchrun --nproc_per_node=4 scripts/eval_retrieval.py --checkpoint $MODEL/last.ckpt --split test
python -m vllm.entrypoints.openai.api_server --model $MODEL --port 8000 &
SERVER=$!
sleep 60
python judge.py --answers results/answers.jsonl
kill $SERVER
