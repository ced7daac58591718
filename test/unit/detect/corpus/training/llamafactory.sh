FORCE_TORCHRUN=1 NNODES=1 llamafactory-cli train examples/train_full/llama3_full_sft.yaml
