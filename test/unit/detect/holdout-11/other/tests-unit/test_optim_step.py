import pytest
import torch

from mypkg.models import TinyNet
from mypkg.optim import Lion


@pytest.mark.parametrize("lr", [1e-4, 1e-3])
def test_loss_goes_down(lr):
    torch.manual_seed(0)
    net = TinyNet()
    opt = Lion(net.parameters(), lr=lr)
    x, y = torch.randn(64, 8), torch.randn(64, 1)
    losses = []
    for _ in range(20):
        opt.zero_grad()
        loss = ((net(x) - y) ** 2).mean()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0]
