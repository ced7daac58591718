import torch
from torch import nn
from scipy.io import loadmat
from pinn import Burgers
d = loadmat('burgers_shock.mat')
u = Burgers(layers=[2] + [20] * 8 + [1])
opt = torch.optim.LBFGS(u.parameters(), max_iter=50000, history_size=50, line_search_fn='strong_wolfe')
it = 0
def closure():
    global it
    opt.zero_grad()
    l = u.loss_data(d) + u.loss_pde(d)
    l.backward()
    it += 1
    if it % 100 == 0:
        print(it, l.item())
    return l
opt.step(closure)
torch.save(u.state_dict(), 'burgers.pt')
