import pyro
import pyro.distributions as dist
import torch
from pyro.infer import SVI, Trace_ELBO
from pyro.optim import Adam
from mnist_data import setup_loaders
from vae import VAE

pyro.clear_param_store()
train_loader, _ = setup_loaders(256)
vae = VAE(use_cuda=True)
svi = SVI(vae.model, vae.guide, Adam({"lr": 1e-3}), loss=Trace_ELBO())
for epoch in range(100):
    epoch_loss = 0.0
    for x, _ in train_loader:
        epoch_loss += svi.step(x.cuda())
    print(f"[epoch {epoch:03d}] average training loss: {epoch_loss / len(train_loader.dataset):.4f}")
