import torch, numpy as np
from transformer_lens import HookedTransformer
from sklearn.metrics import roc_auc_score
m = HookedTransformer.from_pretrained('gpt2-small')
d = torch.load('direction.pt'); s, y = [], []
for text, label in map(eval, open('pairs.txt')):
    _, c = m.run_with_cache(text); s.append((c['resid_post', 8][0, -1] @ d).item()); y.append(label)
print(roc_auc_score(y, s))
