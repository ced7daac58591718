import pytest
import torch

from engine import Trainer
from model import build_model


@pytest.fixture
def tiny():
    return [(torch.randn(4, 784), torch.randint(0, 10, (4,))) for _ in range(3)]


def test_loss_goes_down(tiny):
    m = build_model({"width": 8})
    opt = torch.optim.SGD(m.parameters(), 0.1)
    first = last = None
    for _ in range(50):
        for x, y in tiny:
            loss = torch.nn.functional.cross_entropy(m(x), y)
            opt.zero_grad()
            loss.backward()
            opt.step()
            first = first or loss.item()
            last = loss.item()
    assert last < first


def test_fit_runs(tiny, tmp_path):
    Trainer(build_model({}), {"lr": 1e-3}, work_dir=str(tmp_path)).train(tiny, tiny, epochs=1)
