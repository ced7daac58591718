import random
import torch
from torch import nn, optim
from seq import EncoderRNN, AttnDecoderRNN, pairs, tensors, SOS

teacher_forcing_ratio = 0.5


def train(src, tgt, enc, dec, eo, do, crit):
    h = enc.init_hidden()
    eo.zero_grad()
    do.zero_grad()
    loss = 0
    for i in range(src.size(0)):
        out, h = enc(src[i], h)
    inp = torch.tensor([[SOS]])
    for i in range(tgt.size(0)):
        y, h, _ = dec(inp, h, out)
        loss += crit(y, tgt[i])
        inp = tgt[i] if random.random() < teacher_forcing_ratio else y.argmax(1).detach()
    loss.backward()
    eo.step()
    do.step()
    return loss.item() / tgt.size(0)


def trainIters(enc, dec, n_iters, lr=0.01):
    eo, do = optim.SGD(enc.parameters(), lr=lr), optim.SGD(dec.parameters(), lr=lr)
    crit = nn.NLLLoss()
    for it in range(1, n_iters + 1):
        s, t = tensors(random.choice(pairs))
        train(s, t, enc, dec, eo, do, crit)


trainIters(EncoderRNN(2803, 256), AttnDecoderRNN(256, 4345), 75000)
