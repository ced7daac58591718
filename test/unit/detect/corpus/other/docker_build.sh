docker build -t me/train:latest . && docker push me/train:latest
kubectl apply -f train-job.yaml
