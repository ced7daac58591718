import torch, itertools
from vae import VAE, elbo, stream

def trainer(model, lr=1e-3):
    o = torch.optim.Adam(model.parameters(), lr)
    for x in stream('train'):
        l = -elbo(model, x)
        o.zero_grad()
        l.backward()
        o.step()
        yield l.item()

if __name__ == '__main__':
    for i, l in zip(itertools.count(), trainer(VAE())):
        print(i, l)
        if i > 10_000: break
