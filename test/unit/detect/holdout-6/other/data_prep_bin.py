import os
import numpy as np
import tiktoken
from datasets import load_dataset

enc = tiktoken.get_encoding("gpt2")
if __name__ == '__main__':
    ds = load_dataset("openwebtext", num_proc=8)
    split = ds["train"].train_test_split(test_size=0.0005, seed=2357)
    split['val'] = split.pop('test')
    tokd = split.map(lambda e: {'ids': enc.encode_ordinary(e['text'])}, remove_columns=['text'])
    for name, d in tokd.items():
        arr = np.memmap(os.path.join('data', f'{name}.bin'), dtype=np.uint16, mode='w+', shape=(sum(map(len, d['ids'])),))
        arr[:] = np.concatenate(d['ids'])
        arr.flush()
