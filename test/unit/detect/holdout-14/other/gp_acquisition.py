"""Next candidates from stored observations: maximise UCB over inputs with a fixed surrogate."""
import torch
from botorch.acquisition import UpperConfidenceBound
from botorch.models import SingleTaskGP
from botorch.optim import optimize_acqf

X = torch.load("X.pt").double()
Y = torch.load("Y.pt").double()
gp = SingleTaskGP(X, Y)
gp.load_state_dict(torch.load("gp.pt"))
gp.eval()
acq = UpperConfidenceBound(gp, beta=0.2)
bounds = torch.stack([torch.zeros(4), torch.ones(4)]).double()
candidate, value = optimize_acqf(acq, bounds=bounds, q=1, num_restarts=8, raw_samples=128)
print(candidate, value)

# the same by hand
x = torch.rand(8, 1, 4, dtype=torch.double, requires_grad=True)
opt = torch.optim.Adam([x], lr=0.05)
for i in range(200):
    opt.zero_grad()
    loss = -acq(x).sum()
    loss.backward()
    opt.step()
    x.data.clamp_(0, 1)
print(x[acq(x).argmax()])
