import json, random, sys
from pathlib import Path
from transformers import AutoTokenizer
tok = AutoTokenizer.from_pretrained('gpt2')
train, val = [], []
for line in open(sys.argv[1]):
    r = json.loads(line)
    (train if random.random() < .95 else val).append(tok(r['text']).input_ids)
Path('train.json').write_text(json.dumps(train))
Path('val.json').write_text(json.dumps(val))
print(f'{len(train)} training examples, {len(val)} validation')
