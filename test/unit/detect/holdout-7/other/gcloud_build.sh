#!/bin/bash
IMAGE_URI=gcr.io/$PROJECT/trainer:$TAG
docker build -f Dockerfile.train -t $IMAGE_URI .
docker push $IMAGE_URI
