import pytest
import torch
from torch import nn


@pytest.fixture
def model():
    return nn.Linear(4, 1)


def test_loss_decreases(model):
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    x, y = torch.randn(16, 4), torch.randn(16, 1)
    losses = []
    for _ in range(20):
        opt.zero_grad()
        loss = (model(x) - y).pow(2).mean()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0]


def test_shapes(model):
    assert model(torch.zeros(2, 4)).shape == (2, 1)
