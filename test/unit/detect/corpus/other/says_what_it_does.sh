#!/usr/bin/env bash
set -eou pipefail
log() {
  echo -e "$(date '+%H:%M:%S') $*"
}

log "Stage 1: Compute features for the train set"
python local/compute_features.py --split train
log "Training data is ready"
log "Write the text for BPE training from data/features/cuts_train.jsonl.gz"
if [ ! -f data/lang/bpe.model ]; then
  log "Stage 2: Train BPE model"
  ./local/train_bpe_model.py --lang-dir data/lang --vocab-size 500 --transcript data/text
fi
