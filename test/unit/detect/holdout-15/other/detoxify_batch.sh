#!/bin/bash
# score comments with the released model, no GPU
INPUT=$1
[ -z "$INPUT" ] && { echo "usage: $0 comments.csv"; exit 1; }
python -m venv /tmp/detox && . /tmp/detox/bin/activate
pip -q install detoxify
split -l 5000 --additional-suffix=.csv "$INPUT" /tmp/part_
for p in /tmp/part_*.csv; do
  python run_prediction.py --input "$p" --model_name multilingual --save_to "${p%.csv}_scores.csv" &
  while [ "$(jobs -r | wc -l)" -ge 4 ]; do sleep 1; done
done
wait
cat /tmp/part_*_scores.csv > "${INPUT%.csv}_scores.csv"
