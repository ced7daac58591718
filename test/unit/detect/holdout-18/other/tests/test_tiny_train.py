import pytest
import torch

from mypkg.model import Tiny


@pytest.fixture
def model():
    torch.manual_seed(0)
    return Tiny(8, 4)


def test_overfits_one_batch(model):
    x, y = torch.randn(16, 8), torch.randint(4, (16,))
    opt = torch.optim.Adam(model.parameters(), 1e-2)
    first = None
    for _ in range(200):
        opt.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        opt.step()
        first = first or loss.item()
    assert loss.item() < first / 10


@pytest.mark.parametrize("n", [1, 3])
def test_shapes(model, n):
    assert model(torch.randn(n, 8)).shape == (n, 4)
