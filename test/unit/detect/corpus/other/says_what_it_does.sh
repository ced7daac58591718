#!/usr/bin/env bash
set -eou pipefail
log() {
  echo -e "$(date '+%H:%M:%S') $*"
}

log "Stage 1: Compute features for the train set"
python local/compute_features.py --split train
log "Training data is ready"
if [ ! -f data/lang/bpe.model ]; then
  log "Stage 2: Train BPE model"
  ./local/train_bpe_model.py --lang-dir data/lang --vocab-size 500 --transcript data/text
fi
