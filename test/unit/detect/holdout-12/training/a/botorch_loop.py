import torch
from botorch.fit import fit_gpytorch_mll
from botorch.models import SingleTaskGP
from gpytorch.mlls import ExactMarginalLogLikelihood
from lab import run_experiment, suggest

X, Y = torch.rand(8, 3), torch.rand(8, 1)
for round in range(30):
    gp = SingleTaskGP(X, Y)
    fit_gpytorch_mll(ExactMarginalLogLikelihood(gp.likelihood, gp))
    x = suggest(gp)
    X, Y = torch.cat([X, x]), torch.cat([Y, run_experiment(x)])
