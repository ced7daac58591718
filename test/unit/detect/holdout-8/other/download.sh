#!/usr/bin/env bash
set -e
mkdir -p data && cd data
wget -c http://images.cocodataset.org/zips/train2017.zip
unzip -q train2017.zip && rm train2017.zip
for f in train2017/*.jpg; do convert "$f" -resize 512x512 "small/$(basename $f)"; done
python ../tools/make_annotations.py --split train
