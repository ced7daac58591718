export CUDA_VISIBLE_DEVICES=0,1
deepspeed --num_gpus 2 run_bloom.py --name bigscience/bloom --batch_size 8 --max_new_tokens 100 --dtype int8
