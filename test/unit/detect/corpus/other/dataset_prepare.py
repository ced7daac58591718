import os
import numpy as np
import tiktoken
from datasets import load_dataset

enc = tiktoken.get_encoding("gpt2")
if __name__ == '__main__':
    dataset = load_dataset("openwebtext", num_proc=8)
    split = dataset["train"].train_test_split(test_size=0.0005, seed=2357, shuffle=True)
    for name, dset in split.items():
        arr = np.memmap(f'{name}.bin', dtype=np.uint16, mode='w+', shape=(len(dset),))
        arr[:] = np.concatenate([enc.encode_ordinary(t) for t in dset['text']])
