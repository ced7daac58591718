cd llm-foundry/scripts
composer train/train.py train/yamls/pretrain/mpt-125m.yaml data_local=my-copy-c4 train_loader.dataset.split=train_small max_duration=10ba
