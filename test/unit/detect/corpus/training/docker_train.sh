docker run --rm --gpus all -v "$PWD":/workspace -w /workspace nvcr.io/nvidia/pytorch:24.05-py3 \
  torchrun --nproc_per_node=8 train.py --config configs/base.yaml
