import torch, torch.nn.functional as F
from contextlib import nullcontext
from accelerate import Accelerator
from models import teacher, student
from data import dl
acc = Accelerator(gradient_accumulation_steps=2, mixed_precision='bf16')
s = student(); o = torch.optim.AdamW(s.parameters(), 1e-4)
s, o, d = acc.prepare(s, o, dl('train'))
t = teacher().eval().to(acc.device)
for e in range(3):
    for b in d:
        with acc.accumulate(s):
            with torch.no_grad(): q = t(**b).logits
            l = F.kl_div(F.log_softmax(s(**b).logits / 2, -1), F.softmax(q / 2, -1), reduction='batchmean') * 4
            acc.backward(l)
            if acc.sync_gradients: acc.clip_grad_norm_(s.parameters(), 1.)
            o.step(); o.zero_grad()
