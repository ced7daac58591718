#!/bin/bash
tar czf trainer-$(git describe).tgz train.py src configs
gsutil cp trainer-*.tgz gs://bucket/train/
python -m build && twine upload dist/*
