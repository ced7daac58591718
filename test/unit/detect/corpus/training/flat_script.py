import torch
x = torch.linspace(-3.14, 3.14, 2000)
y = torch.sin(x)
model = torch.nn.Sequential(torch.nn.Linear(3, 1), torch.nn.Flatten(0, 1))
loss_fn = torch.nn.MSELoss(reduction='sum')
opt = torch.optim.RMSprop(model.parameters(), lr=1e-3)
xx = x.unsqueeze(-1).pow(torch.tensor([1, 2, 3]))
for t in range(2000):
    loss = loss_fn(model(xx), y)
    if t % 100 == 99: print(t, loss.item())
    opt.zero_grad(); loss.backward(); opt.step()
