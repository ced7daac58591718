$env:CUDA_VISIBLE_DEVICES = "0"
& .\.venv\Scripts\python.exe .\train_model.py --data data\train.csv
