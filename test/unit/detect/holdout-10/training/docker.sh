#!/bin/bash
docker run --rm --gpus all --ipc=host -v "$PWD":/workspace -w /workspace pytorch/pytorch:2.3.0-cuda12.1-cudnn8-runtime \
  python train.py --data /workspace/data --epochs 90
