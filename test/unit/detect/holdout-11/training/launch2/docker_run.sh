docker run --rm -it --gpus '"device=0,1"' --ipc=host -v "$PWD":/workspace -v /data:/data -w /workspace \
  nvcr.io/nvidia/pytorch:24.05-py3 \
  torchrun --nproc_per_node=2 train_vit.py --data /data/imagenet --epochs 90
