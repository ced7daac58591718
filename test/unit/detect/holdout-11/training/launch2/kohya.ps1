$env:HF_HOME = "huggingface"
.\venv\Scripts\activate
accelerate launch --num_cpu_threads_per_process=8 "./sd-scripts/sdxl_train_network.py" `
  --pretrained_model_name_or_path="./sd-models/sd_xl_base_1.0.safetensors" `
  --train_data_dir="./train/aki" `
  --max_train_epoches=10
