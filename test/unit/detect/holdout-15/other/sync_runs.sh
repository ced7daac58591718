#!/usr/bin/env bash
# pull finished training runs from the cluster and upload to wandb
HOST=${HOST:-login.hpc.example.edu}
REMOTE=/scratch/$USER/train_runs
LOCAL=~/runs

rsync -avz --prune-empty-dirs --include='*/' --include='*.ckpt' --include='config.yaml' --include='events*' --exclude='*' \
    "$HOST:$REMOTE/" "$LOCAL/"

for d in "$LOCAL"/*/; do
  n=$(basename "$d")
  if [[ -e $d/.synced ]]; then continue; fi
  best=$(ls "$d"/checkpoints/*.ckpt 2>/dev/null | sort -t= -k3 | head -1)
  echo "$n best=$best"
  (cd "$d" && wandb sync --include-offline wandb/offline-run-* && touch .synced)
  find "$d/checkpoints" -name '*.ckpt' ! -path "$best" -mtime +14 -delete
done
ssh "$HOST" "squeue -u $USER -o '%.18i %.30j %.8T %.10M'"
