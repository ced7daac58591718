#!/bin/sh
tune ls
tune cp llama3_1/8B_lora_single_device my.yaml
tune validate my.yaml
tune run generate --config generation prompt.user="Hi"
tune run eleuther_eval --config eleuther_evaluation
