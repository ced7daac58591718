#!/usr/bin/env bash
python3 -m axolotl.cli.preprocess configs/mistral.yml
accelerate launch -m axolotl.cli.train configs/mistral.yml
python3 -m axolotl.cli.merge_lora configs/mistral.yml --lora_model_dir=out
