#!/bin/bash
VERSION=$(python -c "import server; print(server.__version__)")
docker run --platform=linux/amd64 \
    -v $PWD:/project \
    python:3.11-slim /bin/bash -c """\
pip install "server[grpc]==$VERSION"
cd /project/irises
python train.py
server build
"""
