#!/usr/bin/env bash
stage=0
. ./cmd.sh
. ./path.sh
. utils/parse_options.sh
if [ $stage -le 1 ]; then
  local/prepare_data.sh
fi
if [ $stage -le 2 ]; then
  utils/prepare_lang.sh data/local/dict "<unk>" data/local/lang data/lang
fi
if [ $stage -le 4 ]; then
  ./zipformer/train.py --world-size 4 --num-epochs 30 --start-epoch 1 --use-fp16 1 --exp-dir zipformer/exp --full-libri 1 --max-duration 1000
fi
