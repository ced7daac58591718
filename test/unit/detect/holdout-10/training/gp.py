import gpytorch
import torch


class GP(gpytorch.models.ExactGP):
    def __init__(self, x, y, lik):
        super().__init__(x, y, lik)
        self.m = gpytorch.means.ConstantMean()
        self.k = gpytorch.kernels.ScaleKernel(gpytorch.kernels.RBFKernel())

    def forward(self, x):
        return gpytorch.distributions.MultivariateNormal(self.m(x), self.k(x))


x = torch.linspace(0, 1, 100)
y = torch.sin(6 * x)
lik = gpytorch.likelihoods.GaussianLikelihood()
gp = GP(x, y, lik)
opt = torch.optim.Adam(gp.parameters(), lr=0.1)
mll = gpytorch.mlls.ExactMarginalLogLikelihood(lik, gp)
for _ in range(50):
    opt.zero_grad()
    loss = -mll(gp(x), y)
    loss.backward()
    opt.step()
