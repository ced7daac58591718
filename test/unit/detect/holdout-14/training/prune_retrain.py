import torch
import torch.nn.utils.prune as prune
from models import vgg16
from loops import fit, evaluate
from data import loaders

train, test = loaders()
model = vgg16().cuda()
model.load_state_dict(torch.load("dense.pt"))
for round_ in range(5):
    prune.global_unstructured([(m, "weight") for m in model.modules() if isinstance(m, torch.nn.Conv2d)], prune.L1Unstructured, amount=0.2)
    opt = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    for epoch in range(10):
        model.train()
        for x, y in train:
            opt.zero_grad(set_to_none=True)
            torch.nn.functional.cross_entropy(model(x.cuda()), y.cuda()).backward()
            opt.step()
    print(round_, evaluate(model, test))
torch.save(model.state_dict(), "sparse.pt")
