from torch.utils.data import Dataset, DataLoader
import pandas as pd, torch
class Reviews(Dataset):
    def __init__(self, path, tok, train=True):
        d = pd.read_csv(path)
        self.rows = d[d.split == ('train' if train else 'test')]
        self.tok = tok
    def __len__(self): return len(self.rows)
    def __getitem__(self, i):
        r = self.rows.iloc[i]
        return {**self.tok(r.text), 'labels': torch.tensor(r.label)}
def make_loaders(path, tok, batch_size=32):
    return DataLoader(Reviews(path, tok), batch_size, shuffle=True), DataLoader(Reviews(path, tok, False), batch_size)
