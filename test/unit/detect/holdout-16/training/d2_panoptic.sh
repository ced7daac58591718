#!/bin/bash
#PBS -q rt_HF
#PBS -l select=1
#PBS -l walltime=48:00:00
#PBS -P gca50001
cd $PBS_O_WORKDIR
source /etc/profile.d/modules.sh
module load cuda/11.8/11.8.0 cudnn/8.9/8.9.5
source venv/bin/activate

export DETECTRON2_DATASETS=/groups/gca50001/datasets
./tools/lazyconfig_train_net.py --config-file projects/ViTDet/configs/COCO/cascade_mask_rcnn_vitdet_b_100ep.py --num-gpus 8 \
  train.init_checkpoint=$PBS_O_WORKDIR/mae_vitb.pth train.output_dir=output/vitdet_b dataloader.train.total_batch_size=32 "$@"
