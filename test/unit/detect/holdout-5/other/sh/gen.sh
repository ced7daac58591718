for ck in out/checkpoint-*; do
  CUDA_VISIBLE_DEVICES=0 python generate.py --model $ck --temperature 0.7 --max_new_tokens 200 > $ck/gen.txt
done
