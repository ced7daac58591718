#!/usr/bin/env bash
# All MuJoCo tasks, 5 seeds, with the zoo; resumes where it stopped
ENVS="HalfCheetah-v4 Hopper-v4 Walker2d-v4 Ant-v4"
ALGO=${ALGO:-tqc}
export OMP_NUM_THREADS=2 MUJOCO_GL=egl
pids=()
for env in $ENVS; do
  for seed in $(seq 1 5); do
    dir=logs/$ALGO/${env}_$seed
    [ -d "$dir" ] && echo "have $dir" && continue
    python -m rl_zoo3.train --algo "$ALGO" --env "$env" --seed "$seed" --eval-freq 25000 --eval-episodes 10 -f logs \
        --conf-file "hyperparams/$ALGO.yml" --verbose 0 &
    pids+=($!)
    if (( ${#pids[@]} == 5 )); then wait "${pids[@]}"; pids=(); fi
  done
done
wait
python -m rl_zoo3.plots.all_plots -a "$ALGO" -e $ENVS -f logs -o results.pkl
