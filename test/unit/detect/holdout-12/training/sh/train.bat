@echo off
call conda activate vision
set CUDA_VISIBLE_DEVICES=0
python tools\train.py configs\yolox_s.py --work-dir work_dirs\yolox --amp
pause
