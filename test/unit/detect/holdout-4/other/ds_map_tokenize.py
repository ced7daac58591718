from datasets import load_dataset
from transformers import AutoTokenizer
import numpy as np
from tqdm import tqdm
tok = AutoTokenizer.from_pretrained('gpt2'); ds = load_dataset('openwebtext', num_proc=8)
sp = ds['train'].train_test_split(test_size=.0005, seed=2357)
for name, d in sp.items():
    d = d.map(lambda e: {'ids': tok(e['text']).input_ids}, num_proc=8)
    arr = np.memmap(f'{name}.bin', dtype=np.uint16, mode='w+', shape=(sum(len(i) for i in d['ids']),)); i = 0
    for e in tqdm(d): arr[i:i + len(e['ids'])] = e['ids']; i += len(e['ids'])
