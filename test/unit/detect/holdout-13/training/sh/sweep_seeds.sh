for seed in 0 1 2 3 4; do
  for env in Hopper-v4 Walker2d-v4 HalfCheetah-v4; do
    CUDA_VISIBLE_DEVICES=$((seed % 4)) python -u sac_continuous_action.py --env-id $env --seed $seed --track > logs/$env-$seed.txt 2>&1 &
  done
  wait
done
