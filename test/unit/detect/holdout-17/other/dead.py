import torch
from net import Net
TRAIN = False
model = Net()
if TRAIN:
    opt = torch.optim.Adam(model.parameters())
    for x, y in torch.load('batches.pt'):
        opt.zero_grad(); torch.nn.functional.mse_loss(model(x), y).backward(); opt.step()
    torch.save(model.state_dict(), 'm.pt')
else:
    model.load_state_dict(torch.load('m.pt'))
print(model(torch.randn(1, 4)))
