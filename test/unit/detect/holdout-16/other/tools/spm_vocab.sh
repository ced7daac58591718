#!/bin/sh
# joint sentencepiece vocabulary for the NMT models
set -e
SRC=is; TGT=en; V=32000
cat data/train.$SRC data/train.$TGT | shuf --random-source=/dev/zero -n 5000000 > /tmp/spm.txt
spm_train --input=/tmp/spm.txt --model_prefix=data/spm.$V --vocab_size=$V --character_coverage=1.0 --model_type=unigram \
  --shuffle_input_sentence=true --train_extremely_large_corpus=true --num_threads=16 --pad_id=1 --bos_id=0 --eos_id=2 --unk_id=3
for s in train valid test; do
  for l in $SRC $TGT; do
    spm_encode --model=data/spm.$V.model --output_format=piece < data/$s.$l > data/$s.sp.$l
  done
done
cut -f1 data/spm.$V.vocab | tail -n +5 | sed 's/$/ 100/' > data/dict.txt
fairseq-preprocess --source-lang $SRC --target-lang $TGT --trainpref data/train.sp --validpref data/valid.sp --testpref data/test.sp \
  --srcdict data/dict.txt --tgtdict data/dict.txt --destdir data-bin --workers 32
