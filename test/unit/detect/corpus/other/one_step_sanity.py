import torch
from gpt import GPT
m = GPT(); o = torch.optim.AdamW(m.parameters())
x = torch.randint(0, 100, (2, 16))
loss = m(x, x)[1]
loss.backward()
o.step()
print('one step works', loss.item())
