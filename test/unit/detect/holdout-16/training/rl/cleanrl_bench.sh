# appendix B; 3 seeds x 3 games x 2 algorithms
export WANDB_ENTITY=acme-rl
poetry install -E atari
OMP_NUM_THREADS=1 xvfb-run -a poetry run python -m cleanrl_utils.benchmark \
    --env-ids PongNoFrameskip-v4 BeamRiderNoFrameskip-v4 BreakoutNoFrameskip-v4 \
    --command "poetry run python cleanrl/ppo_atari_envpool_xla_jax.py --track --capture_video" \
    --num-seeds 3 \
    --workers 3
for s in 1 2 3; do
    poetry run python cleanrl/c51_atari.py --env-id BreakoutNoFrameskip-v4 --seed $s --track --total-timesteps 10000000
done
