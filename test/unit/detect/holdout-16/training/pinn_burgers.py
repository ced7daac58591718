"""Raissi's Burgers example, port to torch. Adam first and L-BFGS afterwards."""
import numpy as np
import scipy.io
import torch
from pyDOE import lhs

torch.set_default_dtype(torch.float64)
device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
nu = 0.01 / np.pi


class DNN(torch.nn.Module):
    def __init__(self, layers):
        super().__init__()
        mods = []
        for a, b in zip(layers[:-2], layers[1:-1]):
            mods += [torch.nn.Linear(a, b), torch.nn.Tanh()]
        mods.append(torch.nn.Linear(layers[-2], layers[-1]))
        self.seq = torch.nn.Sequential(*mods)

    def forward(self, x):
        return self.seq(x)


class PINN:
    def __init__(self, X_u, u, X_f, layers):
        t = lambda a, g=True: torch.tensor(a, device=device, requires_grad=g)
        self.x_u, self.t_u = t(X_u[:, :1]), t(X_u[:, 1:])
        self.x_f, self.t_f = t(X_f[:, :1]), t(X_f[:, 1:])
        self.u = t(u, False)
        self.dnn = DNN(layers).to(device)
        self.lbfgs = torch.optim.LBFGS(self.dnn.parameters(), lr=1.0, max_iter=50000, max_eval=50000, history_size=50,
                                       tolerance_grad=1e-5, line_search_fn='strong_wolfe')
        self.adam = torch.optim.Adam(self.dnn.parameters())
        self.iter = 0

    def net_u(self, x, t):
        return self.dnn(torch.cat([x, t], 1))

    def residual(self, x, t):
        u = self.net_u(x, t)
        g = lambda y, v: torch.autograd.grad(y, v, torch.ones_like(y), retain_graph=True, create_graph=True)[0]
        u_x = g(u, x)
        return g(u, t) + u * u_x - nu * g(u_x, x)

    def loss(self):
        return ((self.net_u(self.x_u, self.t_u) - self.u) ** 2).mean() + (self.residual(self.x_f, self.t_f) ** 2).mean()

    def closure(self):
        self.lbfgs.zero_grad()
        l = self.loss()
        l.backward()
        self.iter += 1
        if self.iter % 100 == 0:
            print('Iter %d, Loss: %.5e' % (self.iter, l.item()))
        return l

    def fit(self, adam_iters=1000):
        self.dnn.train()
        for i in range(adam_iters):
            self.adam.zero_grad()
            l = self.loss()
            l.backward()
            self.adam.step()
        self.lbfgs.step(self.closure)

    def predict(self, X):
        self.dnn.eval()
        return self.net_u(torch.tensor(X[:, :1], device=device), torch.tensor(X[:, 1:], device=device)).detach().cpu().numpy()


data = scipy.io.loadmat('data/burgers_shock.mat')
t, x = data['t'].flatten()[:, None], data['x'].flatten()[:, None]
Exact = np.real(data['usol']).T
X, T = np.meshgrid(x, t)
X_star = np.hstack((X.flatten()[:, None], T.flatten()[:, None]))
lb, ub = X_star.min(0), X_star.max(0)
xx = np.vstack([np.hstack((X[0:1].T, T[0:1].T)), np.hstack((X[:, :1], T[:, :1])), np.hstack((X[:, -1:], T[:, -1:]))])
uu = np.vstack([Exact[0:1].T, Exact[:, :1], Exact[:, -1:]])
idx = np.random.choice(len(xx), 100, replace=False)
X_f = np.vstack((lb + (ub - lb) * lhs(2, 10000), xx[idx]))
m = PINN(xx[idx], uu[idx], X_f, [2] + [20] * 8 + [1])
m.fit()
pred = m.predict(X_star)
print('Error u: %e' % (np.linalg.norm(Exact.flatten()[:, None] - pred) / np.linalg.norm(Exact)))
