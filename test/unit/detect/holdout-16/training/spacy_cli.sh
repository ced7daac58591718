#!/bin/sh
set -e
LANG=${1:-nn}
mkdir -p corpus metrics
python -m spacy convert UD_Norwegian-Nynorsk/no_nynorsk-ud-train.conllu corpus --converter conllu --n-sents 10 --merge-subtokens
python -m spacy convert UD_Norwegian-Nynorsk/no_nynorsk-ud-dev.conllu corpus --converter conllu --merge-subtokens
python -m spacy init config --lang "$LANG" --pipeline tagger,morphologizer,parser,trainable_lemmatizer base.cfg --optimize accuracy --force
python -m spacy init fill-config base.cfg config.cfg
python -m spacy debug data config.cfg --paths.train corpus/no_nynorsk-ud-train.spacy --paths.dev corpus/no_nynorsk-ud-dev.spacy || true
CUDA_VISIBLE_DEVICES=0 python -m spacy train config.cfg -g 0 -o training/"$LANG" \
  --paths.train corpus/no_nynorsk-ud-train.spacy --paths.dev corpus/no_nynorsk-ud-dev.spacy --training.max_epochs 30
python -m spacy package training/"$LANG"/model-best dist --name ud --version 0.1.0 --force
