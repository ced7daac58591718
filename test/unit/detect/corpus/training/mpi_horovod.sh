mpirun -np 16 -H s1:4,s2:4,s3:4,s4:4 -bind-to none -map-by slot -x NCCL_DEBUG=INFO -x LD_LIBRARY_PATH \
    -mca pml ob1 -mca btl ^openib python train_resnet.py --batch 64
