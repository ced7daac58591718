#!/usr/bin/env zsh
export WANDB_PROJECT=roleplay
uv pip install -q 'axolotl[flash-attn,deepspeed]'
axolotl fetch deepspeed_configs
uv run axolotl preprocess qlora.yml && uv run axolotl train qlora.yml --launcher accelerate
