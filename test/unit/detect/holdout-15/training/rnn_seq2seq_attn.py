import random
import torch
import torch.nn as nn
from torch import optim
from data import prepareData, tensorsFromPair, SOS_token, MAX_LENGTH
from model import EncoderRNN, AttnDecoderRNN

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
teacher_forcing_ratio = 0.5


def step(src, tgt, encoder, decoder, e_opt, d_opt, criterion):
    h = encoder.initHidden()
    e_opt.zero_grad()
    d_opt.zero_grad()
    outs = torch.zeros(MAX_LENGTH, encoder.hidden_size, device=device)
    loss = 0
    for i in range(src.size(0)):
        o, h = encoder(src[i], h)
        outs[i] = o[0, 0]
    inp = torch.tensor([[SOS_token]], device=device)
    force = random.random() < teacher_forcing_ratio
    for i in range(tgt.size(0)):
        o, h, _ = decoder(inp, h, outs)
        loss += criterion(o, tgt[i])
        inp = tgt[i] if force else o.topk(1)[1].squeeze().detach()
    loss.backward()
    e_opt.step()
    d_opt.step()
    return loss.item() / tgt.size(0)


def trainIters(encoder, decoder, n_iters, print_every=1000, learning_rate=0.01):
    total = 0
    e_opt = optim.SGD(encoder.parameters(), lr=learning_rate)
    d_opt = optim.SGD(decoder.parameters(), lr=learning_rate)
    training_pairs = [tensorsFromPair(random.choice(pairs)) for i in range(n_iters)]
    criterion = nn.NLLLoss()
    for it in range(1, n_iters + 1):
        total += step(*training_pairs[it - 1], encoder, decoder, e_opt, d_opt, criterion)
        if it % print_every == 0:
            print('%d %.4f' % (it, total / print_every))
            total = 0


input_lang, output_lang, pairs = prepareData('eng', 'deu', True)
enc = EncoderRNN(input_lang.n_words, 256).to(device)
dec = AttnDecoderRNN(256, output_lang.n_words, dropout_p=0.1).to(device)
trainIters(enc, dec, 75000, print_every=5000)
torch.save([enc.state_dict(), dec.state_dict()], 'en_de.pt')
