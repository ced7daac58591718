#!/bin/sh
# Build the training and serving images
set -eu
REG=registry.example.org/ml
SHA=$(git rev-parse --short HEAD)
for target in train serve; do
  docker build --target $target --build-arg CUDA=12.1.1 --build-arg TORCH=2.3.0 \
    -t $REG/$target:$SHA -t $REG/$target:latest -f docker/Dockerfile .
  docker push $REG/$target:$SHA
  [ "$(git branch --show-current)" = main ] && docker push $REG/$target:latest
done
docker run --rm $REG/train:$SHA python train.py --help > docs/train_cli.txt
docker run --rm $REG/serve:$SHA python -c "import serve; print(serve.__version__)"
