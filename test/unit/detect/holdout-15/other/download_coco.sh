#!/bin/bash
# COCO 2017 (18 GB + 1 GB)
D=${1:-./coco}
mkdir -p $D/images $D/labels && cd $D || exit
url=http://images.cocodataset.org/zips/
for f in train2017.zip val2017.zip; do
  echo "Downloading $url$f ..."
  curl -L $url$f -o $f -# && unzip -q $f -d images && rm $f &
done
wait
curl -L http://images.cocodataset.org/annotations/annotations_trainval2017.zip -o a.zip && unzip -q a.zip && rm a.zip
find images/train2017 -name '*.jpg' | sort > train2017.txt
find images/val2017 -name '*.jpg' | sort > val2017.txt
wc -l *.txt
echo "now edit data/coco.yaml and run: python train.py --data coco.yaml --epochs 300"
