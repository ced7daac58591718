"""Tokenise a dataset to uint16 bins for training."""
import os
import numpy as np
import tiktoken
from datasets import load_dataset
from tqdm import tqdm

num_proc = 8
enc = tiktoken.get_encoding("gpt2")

if __name__ == '__main__':
    dataset = load_dataset("openwebtext", num_proc=num_proc)
    split = dataset["train"].train_test_split(test_size=0.0005, seed=2357, shuffle=True)
    split['val'] = split.pop('test')

    def process(example):
        ids = enc.encode_ordinary(example['text'])
        ids.append(enc.eot_token)
        return {'ids': ids, 'len': len(ids)}

    tokenized = split.map(process, remove_columns=['text'], num_proc=num_proc)
    for name, dset in tokenized.items():
        arr_len = np.sum(dset['len'], dtype=np.uint64)
        arr = np.memmap(os.path.join(os.path.dirname(__file__), f'{name}.bin'), dtype=np.uint16, mode='w+', shape=(arr_len,))
        idx = 0
        for b in tqdm(range(1024)):
            batch = dset.shard(num_shards=1024, index=b, contiguous=True).with_format('numpy')
            ids = np.concatenate(batch['ids'])
            arr[idx: idx + len(ids)] = ids
            idx += len(ids)
        arr.flush()
