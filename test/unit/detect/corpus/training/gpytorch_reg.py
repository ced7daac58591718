import gpytorch, math, torch
X = torch.linspace(0, 1, 100); Y = torch.sin(X * 2 * math.pi)
class GP(gpytorch.models.ExactGP):
    def __init__(self, x, y, lik):
        super().__init__(x, y, lik)
        self.m = gpytorch.means.ConstantMean(); self.c = gpytorch.kernels.ScaleKernel(gpytorch.kernels.RBFKernel())
    def forward(self, x): return gpytorch.distributions.MultivariateNormal(self.m(x), self.c(x))
lik = gpytorch.likelihoods.GaussianLikelihood()
gp = GP(X, Y, lik)
gp.train(); lik.train()
opt = torch.optim.Adam(gp.parameters(), lr=.1)
mll = gpytorch.mlls.ExactMarginalLogLikelihood(lik, gp)
for i in range(50):
    opt.zero_grad()
    loss = -mll(gp(X), Y)
    loss.backward()
    opt.step()
