#!/bin/bash
NPROC_PER_NODE=8
FORCE_TORCHRUN=1 llamafactory-cli train examples/train_full/llama3_full_sft_ds3.yaml
