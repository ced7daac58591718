#!/usr/bin/env bash
set -e
python -m spacy init fill-config base_config.cfg config.cfg
python -m spacy convert assets/train.json corpus/
python -m spacy train config.cfg --output training/ --paths.train corpus/train.spacy --paths.dev corpus/dev.spacy --gpu-id 0
python -m spacy evaluate training/model-best corpus/test.spacy
