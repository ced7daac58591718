#!/bin/bash
# fine tune in two stages: frozen backbone, then everything
cd yolov5 || { git clone https://github.com/ultralytics/yolov5 && cd yolov5; }
pip install -qr requirements.txt
WEIGHTS=yolov5m6.pt
IMG=1280

python train.py --img $IMG --batch 8 --epochs 20 --data ../mitosis.yaml --weights $WEIGHTS --freeze 12 \
    --hyp data/hyps/hyp.scratch-low.yaml --name stage1 --exist-ok
python -m torch.distributed.run --nproc_per_node 2 train.py --img $IMG --batch 16 --epochs 80 --data ../mitosis.yaml \
    --weights runs/train/stage1/weights/best.pt --device 0,1 --name stage2 --exist-ok --cache ram
python val.py --img $IMG --data ../mitosis.yaml --weights runs/train/stage2/weights/best.pt --task test
