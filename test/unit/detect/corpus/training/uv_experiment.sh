#!/usr/bin/env sh
uv sync --extra cuda && uv run --no-sync python -m experiments.train_probe --layer 12 "$@"
