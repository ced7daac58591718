import time, math, sys
import torch
import torch.nn as nn
import data, model

corpus = data.Corpus('./data/wikitext-2')
ntokens = len(corpus.dictionary)
net = model.RNNModel('LSTM', ntokens, 200, 200, 2, 0.2)
criterion = nn.NLLLoss()
lr = 20.
best_val_loss = None

def train():
	net.train()
	total_loss = 0.
	start_time = time.time()
	hidden = net.init_hidden(20)
	for batch, i in enumerate(range(0, corpus.train.size(0) - 1, 35)):
		d, targets = corpus.train[i:i+35], corpus.train[i+1:i+36].view(-1)
		net.zero_grad()
		hidden = tuple(h.detach() for h in hidden)
		output, hidden = net(d, hidden)
		loss = criterion(output, targets)
		loss.backward()
		torch.nn.utils.clip_grad_norm_(net.parameters(), 0.25)
		for p in net.parameters():
			p.data.add_(p.grad, alpha=-lr)
		total_loss += loss.item()

try:
	for epoch in range(1, 41):
		epoch_start_time = time.time()
		train()
		val_loss = float('nan')
		print('| end of epoch {:3d} | time: {:5.2f}s |'.format(epoch, (time.time() - epoch_start_time)))
		lr /= 4.0
except KeyboardInterrupt:
	print('-' * 89)
	print('Exiting from training early')
