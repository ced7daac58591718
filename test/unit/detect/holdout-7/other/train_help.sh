python train.py --help > docs/train_options.txt
python finetune.py -h >> docs/train_options.txt
git diff --stat docs
