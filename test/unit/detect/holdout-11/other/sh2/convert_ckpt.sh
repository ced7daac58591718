#!/bin/bash
python llama.cpp/convert_hf_to_gguf.py runs/train/final --outfile model.gguf
./llama.cpp/llama-quantize model.gguf model-q4.gguf q4_k_m
torchrun --nproc_per_node 1 tools/convert_checkpoint.py --ckpt runs/train/last
accelerate merge-weights runs/train/pytorch_model_fsdp_0 merged
accelerate config default
