#!/bin/sh
uv run --with trl --with peft accelerate launch --num_processes 2 --mixed_precision bf16 sft.py --max_steps 500
