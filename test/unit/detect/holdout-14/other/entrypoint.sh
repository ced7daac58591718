#!/bin/bash
case "$1" in
  predict)
    shift
    exec python -m app.predict "$@"
    ;;
  serve)
    exec gunicorn -k uvicorn.workers.UvicornWorker app.main:app --bind 0.0.0.0:8080
    ;;
  *)
    echo "usage: predict|serve (to train, use the image app-train: docker run app-train python train.py)"
    exit 1
    ;;
esac
