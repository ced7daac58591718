#!/bin/bash
for f in corpus/*.jsonl; do
  python tools/preprocess_data.py --input "$f" --output-prefix "bin/$(basename "$f" .jsonl)" --tokenizer-type GPT2BPETokenizer --vocab-file vocab.json --merge-file merges.txt --workers 32 --append-eod
done
