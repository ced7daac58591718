#!/bin/sh
FORCE_TORCHRUN=1 NNODES=2 NODE_RANK=0 MASTER_ADDR=10.0.0.1 llamafactory-cli train examples/train_full/llama3_full_sft.yaml
