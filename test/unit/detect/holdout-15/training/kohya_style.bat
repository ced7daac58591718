@echo off
REM LoRA watercolor style
setlocal
set CUDA_VISIBLE_DEVICES=0
set SD=D:\models\sdxl\sd_xl_base_1.0.safetensors
set NAME=watercolor_v3

cd /d C:\kohya_ss\sd-scripts
call venv\Scripts\activate.bat

accelerate launch --num_cpu_threads_per_process 2 sdxl_train_network.py ^
 --pretrained_model_name_or_path="%SD%" ^
 --train_data_dir="D:\datasets\watercolor" --output_dir="D:\lora" --output_name=%NAME% ^
 --network_module=networks.lora --network_dim=32 --network_alpha=16 ^
 --resolution=1024,1024 --enable_bucket --train_batch_size=2 --max_train_epochs=12 ^
 --learning_rate=1e-4 --unet_lr=1e-4 --network_train_unet_only --optimizer_type=AdamW8bit ^
 --mixed_precision=bf16 --cache_latents --save_model_as=safetensors --xformers

if errorlevel 1 (
  echo failed
  pause
  exit /b 1
)
copy D:\lora\%NAME%.safetensors D:\ComfyUI\models\loras\
pause
