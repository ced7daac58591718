#!/usr/bin/env bash
python run_glue.py --model_name_or_path out/ckpt --task_name mrpc --do_eval --do_predict --output_dir tmp
python run_squad.py --model out/ckpt --do_eval
