@echo off
call C:\venvs\ml\Scripts\activate.bat
set PYTHONPATH=.
python src\train_model.py --config config\prod.yaml --device cuda:0
pause
