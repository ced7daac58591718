import torch
from model import CharRNN
net = CharRNN.load('rnn.pt').eval(); h = None; c = torch.tensor([[0]])
out = []
for i in range(500):
    y, h = net(c, h); c = torch.multinomial(y[-1].exp(), 1)[None]; out.append(int(c))
print(out)
