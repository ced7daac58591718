#!/bin/sh
usage() {
  cat <<'EOT'
Usage:
  torchrun --nproc_per_node 8 train.py --config FILE
  accelerate launch sft.py
EOT
}
# python train.py --fast
usage
exit 2
