import pyro
import pyro.infer
import pyro.optim
from vae import VAE
from mnist import setup_data_loaders

pyro.clear_param_store()
vae = VAE(use_cuda=True)
svi = pyro.infer.SVI(vae.model, vae.guide, pyro.optim.Adam({"lr": 1.0e-3}), loss=pyro.infer.Trace_ELBO())
loaders = setup_data_loaders(True)
for epoch in range(101):
    epoch_loss = 0.0
    for x, _ in loaders["train"]:
        epoch_loss += svi.step(x.cuda())
    print(epoch, epoch_loss / len(loaders["train"].dataset))
