python -m torch.distributed.launch --nproc_per_node=4 --master_port=29501 \
    tools/train_net.py --config-file "configs/e2e_mask_rcnn_R_50_FPN_1x.yaml" SOLVER.IMS_PER_BATCH 8 SOLVER.BASE_LR 0.01
