rsync -avz --progress gpu1:/scratch/train_runs/ ./train_runs/
for f in train_runs/*/last.ckpt; do
  python scripts/strip_optimizer_state.py "$f"
done
