source ~/miniconda3/etc/profile.d/conda.sh
conda activate tf
mpirun -np 8 -bind-to none -map-by slot -x NCCL_DEBUG=INFO -x LD_LIBRARY_PATH python imagenet_resnet50.py --fp16 --batch-size 256 --epochs 90 --train-dir /data/train
