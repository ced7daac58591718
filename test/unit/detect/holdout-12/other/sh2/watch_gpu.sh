#!/bin/bash
while ! nvidia-smi | grep -q "No running processes"; do sleep 30; done
echo "GPU is free, start: bash run_pretrain.sh"
