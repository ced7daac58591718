#!/bin/bash
#BSUB -P ABC123
#BSUB -nnodes 8
#BSUB -W 2:00
module load open-ce
jsrun -n 48 -a 1 -g 1 -c 7 python -u train_climate.py --config configs/afno.yaml
