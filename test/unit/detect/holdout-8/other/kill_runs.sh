#!/bin/bash
pkill -f "python train.py"
ps aux | grep train_worker | awk '{print $2}' | xargs -r kill -9
nvidia-smi --query-compute-apps=pid --format=csv,noheader | xargs -r kill
