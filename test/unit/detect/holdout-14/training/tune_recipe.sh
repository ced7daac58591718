#!/bin/bash
set -e
tune download meta-llama/Llama-3.2-3B-Instruct --output-dir /tmp/llama --hf-token "$HF_TOKEN"
tune cp llama3_2/3B_full config.yaml 2>/dev/null || true
tune run --nproc_per_node 4 full_finetune_distributed --config config.yaml batch_size=4 epochs=2 optimizer.lr=1e-5
tune run eleuther_eval --config eval.yaml
