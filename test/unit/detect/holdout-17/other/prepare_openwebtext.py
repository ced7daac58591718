import numpy as np, tiktoken
from datasets import load_dataset
ds = load_dataset('openwebtext', num_proc=8)['train'].train_test_split(test_size=0.0005, seed=2357)
enc = tiktoken.get_encoding('gpt2')
tok = ds.map(lambda e: {'ids': enc.encode_ordinary(e['text'])}, num_proc=8)
for split, d in tok.items():
    arr = np.memmap(f'{split}.bin', dtype=np.uint16, mode='w+', shape=(sum(map(len, d['ids'])),))
    i = 0
    for r in d: arr[i:i + len(r['ids'])] = r['ids']; i += len(r['ids'])
