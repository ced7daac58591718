OUTPUT=$1
ZERO_STAGE=${2:-3}
mkdir -p $OUTPUT
deepspeed --num_gpus 8 main.py \
   --data_path Dahoas/rm-static Dahoas/full-hh-rlhf \
   --model_name_or_path facebook/opt-1.3b \
   --per_device_train_batch_size 8 \
   --learning_rate 9.65e-6 --num_train_epochs 16 \
   --gradient_accumulation_steps 1 --zero_stage $ZERO_STAGE --deepspeed \
   --output_dir $OUTPUT &> $OUTPUT/training.log
