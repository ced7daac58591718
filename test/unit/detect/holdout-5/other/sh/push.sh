huggingface-cli upload me/sft-model out/checkpoint-500 --commit-message "trained"
python scripts/push_training_logs.py --run-dir out
