git add -A
git commit -m "python train.py with a larger batch"
python tools/collect_logs.py --command-log "python train.py --lr 1e-3" out/
