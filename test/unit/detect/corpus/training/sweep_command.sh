#!/bin/bash
poetry install --with mujoco
poetry run python -m lab.benchmark \
    --env-ids Hopper-v4 Walker2d-v4 \
    --command "poetry run python lab/train_sac.py --track" \
    --num-seeds 3 \
    --workers 6
