#!/bin/bash
# after training: merge, quantise, compare, deploy
CKPT=${1:-output/receipts/v3-20250211/checkpoint-1240}
CUDA_VISIBLE_DEVICES=0 swift export --adapters $CKPT --merge_lora true
CUDA_VISIBLE_DEVICES=0 swift infer --model $CKPT-merged --infer_backend vllm --val_dataset data/receipts_test.jsonl \
    --max_new_tokens 512 --temperature 0 --result_path out/pred.jsonl
python score_fields.py out/pred.jsonl data/receipts_test.jsonl | tee out/score.txt
if (( $(echo "$(tail -1 out/score.txt) > 0.93" | bc -l) )); then
    swift deploy --model $CKPT-merged --infer_backend vllm --port 8000 --served_model_name receipts
fi
