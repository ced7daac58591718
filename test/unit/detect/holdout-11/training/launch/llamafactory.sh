FORCE_TORCHRUN=1 NNODES=2 NODE_RANK=${RANK:-0} MASTER_ADDR=10.0.0.1 llamafactory-cli train examples/train_full/qwen2_full_sft.yaml learning_rate=1e-5 logging_steps=1
