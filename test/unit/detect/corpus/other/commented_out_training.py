import torch
from net import Net
net = Net()
# opt = torch.optim.Adam(net.parameters())
# for x, y in loader:
#     loss = net(x, y)
#     loss.backward()
#     opt.step()
"""
trainer.fit(model)
for epoch in range(10):
    loss.backward(); optimizer.step()
"""
net.load_state_dict(torch.load('n.pt'))
print(net(torch.ones(1, 3)))
