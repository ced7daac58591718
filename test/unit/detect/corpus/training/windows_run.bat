@echo off
call .venv\Scripts\activate.bat
set CUDA_VISIBLE_DEVICES=0
python train.py --epochs 30 --batch-size 16
pause
