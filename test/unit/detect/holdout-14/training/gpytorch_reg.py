import gpytorch, torch, math

x = torch.linspace(0, 1, 200)
y = torch.sin(x * 2 * math.pi) + 0.2 * torch.randn_like(x)


class ExactGP(gpytorch.models.ExactGP):
    def __init__(self, x, y, lik):
        super().__init__(x, y, lik)
        self.mean_module = gpytorch.means.ConstantMean()
        self.covar_module = gpytorch.kernels.ScaleKernel(gpytorch.kernels.RBFKernel())

    def forward(self, x):
        return gpytorch.distributions.MultivariateNormal(self.mean_module(x), self.covar_module(x))


lik = gpytorch.likelihoods.GaussianLikelihood()
gp = ExactGP(x, y, lik)
gp.train(), lik.train()
opt = torch.optim.Adam(gp.parameters(), lr=0.1)
mll = gpytorch.mlls.ExactMarginalLogLikelihood(lik, gp)
for i in range(50):
    opt.zero_grad()
    loss = -mll(gp(x), y)
    loss.backward()
    print(i, loss.item(), gp.covar_module.base_kernel.lengthscale.item())
    opt.step()
