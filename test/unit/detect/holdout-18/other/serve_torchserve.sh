#!/bin/sh
torch-model-archiver --model-name densenet161 --version 1.0 --model-file model.py \
  --serialized-file densenet161.pth --handler image_classifier --export-path model_store
torchserve --start --ncs --model-store model_store --models densenet161.mar
sleep 5
curl http://127.0.0.1:8080/predictions/densenet161 -T kitten.jpg
