set -e
python -m spacy download en_core_web_sm
python tools/create_data.py kitti --root-path ./data/kitti --out-dir ./data/kitti
python -c "import nltk; nltk.download('punkt')"
bash scripts/split_train_val.sh 0.9
