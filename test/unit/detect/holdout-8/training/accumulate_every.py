import torch
from mylib import tokens, TinyLM

acc = 4
lm = TinyLM().cuda()
adamw = torch.optim.AdamW(lm.parameters(), 3e-4)
lm.train()
for i, batch in enumerate(tokens("train.bin", 8, 512), start=1):
    out = lm(batch[:, :-1].cuda())
    loss = torch.nn.functional.cross_entropy(out.transpose(1, 2), batch[:, 1:].cuda())
    (loss / acc).backward()
    if i % acc == 0:
        torch.nn.utils.clip_grad_norm_(lm.parameters(), 1.0)
        adamw.step()
        adamw.zero_grad()
