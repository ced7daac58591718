for f in runs/train/*/last.ckpt; do
  CUDA_VISIBLE_DEVICES=0 python main.py --mode eval --checkpoint "$f" --batch_size 32 --lr 0.1
done
lm_eval --model hf --tasks mmlu
