#!/bin/sh
set -e
if [ ! -f /data/prepared ]; then
  python scripts/prepare_data.py --out /data && touch /data/prepared
fi
exec poetry run python -m churn.train --data /data --model-dir /opt/ml/model "$@"
