set -e
mkdir -p data/train && cd data/train
wget -c https://example.org/train.tar.gz -O - | tar xz
python ../../scripts/make_splits.py --train 0.9
