while true; do
  rsync -av cluster:~/proj/runs/train/ ./runs/train/
  echo "python train.py would be next"
  sleep 600
done
