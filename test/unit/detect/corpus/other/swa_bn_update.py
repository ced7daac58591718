import torch
from torch.optim.swa_utils import AveragedModel, update_bn
from m import Net, loader
swa = AveragedModel(Net())
swa.load_state_dict(torch.load('swa.pt'))
update_bn(loader, swa)
torch.save(swa.state_dict(), 'swa_bn.pt')
