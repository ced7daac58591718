import torch, gpytorch
from gp import ExactGP
tx = torch.linspace(0, 1, 100); ty = torch.sin(tx * 6.28) + torch.randn(100) * .2
lik = gpytorch.likelihoods.GaussianLikelihood(); m = ExactGP(tx, ty, lik)
m.train(); lik.train()
opt = torch.optim.Adam(m.parameters(), lr=.1); mll = gpytorch.mlls.ExactMarginalLogLikelihood(lik, m)
for i in range(50):
    opt.zero_grad(); l = -mll(m(tx), ty); l.backward(); opt.step()
