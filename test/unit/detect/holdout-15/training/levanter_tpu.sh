#!/usr/bin/env bash
# run on every host of the slice: gcloud ... --worker=all --command="bash levanter_tpu.sh pubmed_220m"
set -e
CONFIG_NAME=$1; shift
cd ~/levanter
git fetch -q && git checkout -q "${REV:-main}"
source ~/venv310/bin/activate
export WANDB_API_KEY=$(cat ~/.wandb)
export HF_DATASETS_CACHE=/dev/shm/hf
ulimit -n 65536
RUN_ID=${RUN_ID:-$(hostname | sed 's/-w-[0-9]*$//')}
LIBTPU_INIT_ARGS="--xla_tpu_enable_async_collective_fusion=true" \
  python -m levanter.main.train_lm --config_path config/${CONFIG_NAME}.yaml \
    --trainer.checkpointer.base_path gs://$BUCKET/ckpt --trainer.wandb.id $RUN_ID "$@"
