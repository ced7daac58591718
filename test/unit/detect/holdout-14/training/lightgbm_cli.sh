#!/bin/sh
# needs lightgbm on the path
set -e
lightgbm config=train.conf data=higgs.train valid=higgs.test num_trees=500 learning_rate=0.1 device_type=gpu
lightgbm task=predict data=higgs.test input_model=LightGBM_model.txt output_result=pred.txt
