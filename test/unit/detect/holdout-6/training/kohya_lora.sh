accelerate launch --num_cpu_threads_per_process=2 "./sdxl_train_network.py" \
  --pretrained_model_name_or_path="stabilityai/stable-diffusion-xl-base-1.0" \
  --train_data_dir="/workspace/img" --resolution="1024,1024" \
  --output_dir="/workspace/model" --network_module=networks.lora \
  --network_dim=32 --network_alpha=16 --learning_rate=0.0004 --unet_lr=0.0004 \
  --max_train_epochs=10 --train_batch_size=1 --mixed_precision="bf16" --optimizer_type="Adafactor"
