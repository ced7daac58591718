python tools/preprocess_data.py --input train.jsonl --output-prefix gpt2 --tokenizer-type GPT2BPETokenizer --workers 8
spm_train --input=train.txt --model_prefix=m
