for lr in 1e-3 3e-4 1e-4; do
  for seed in 0 1 2; do
    CUDA_VISIBLE_DEVICES=$seed nohup python main.py --lr $lr --seed $seed --epochs 50 > logs/$lr-$seed.txt 2>&1 &
  done
  wait
done
