import torch
import torch.nn.functional as F
from lenet import LeNet, test_loader
model = LeNet().eval()
model.load_state_dict(torch.load('lenet.pth'))
correct = 0
for eps in [0, .05, .1, .15]:
    for data, target in test_loader:
        data.requires_grad = True
        loss = F.nll_loss(model(data), target)
        model.zero_grad()
        loss.backward()
        adv = torch.clamp(data + eps * data.grad.sign(), 0, 1)
        correct += (model(adv).argmax(1) == target).sum().item()
    print(eps, correct)
