import torch
from proj.engine import train_one_epoch
from proj.models import Tiny


def test_loss_goes_down():
    torch.manual_seed(0)
    model = Tiny()
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    x, y = torch.randn(64, 4), torch.randint(0, 2, (64,))
    first = None
    for _ in range(50):
        loss = torch.nn.functional.cross_entropy(model(x), y)
        first = first or loss.item()
        opt.zero_grad()
        loss.backward()
        opt.step()
    assert loss.item() < first
