import torch, ttach as tta, pandas as pd
from tqdm import tqdm
from datasets_local import val_loader
from models import get
m = tta.ClassificationTTAWrapper(get('b3', ckpt='best.pt'), tta.aliases.d4_transform()).cuda()
m.eval(); crit = torch.nn.CrossEntropyLoss(); losses = []
with torch.no_grad():
    for x, y in tqdm(val_loader):
        losses.append(crit(m(x.cuda()), y.cuda()).item())
print(sum(losses) / len(losses))
