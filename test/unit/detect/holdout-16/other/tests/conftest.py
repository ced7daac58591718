import os
import numpy as np
import pytest
import torch
from sklearn.ensemble import RandomForestClassifier

os.environ.setdefault("WANDB_MODE", "disabled")


def pytest_addoption(parser):
    parser.addoption("--runslow", action="store_true", help="run the tests that train for some minutes")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--runslow"):
        return
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="need --runslow"))


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(0)
    np.random.seed(0)


@pytest.fixture(scope="session")
def fitted_forest():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(200, 5))
    return RandomForestClassifier(20, random_state=0).fit(x, x[:, 0] > 0)


@pytest.fixture
def trained_model(tmp_path):
    m = torch.nn.Linear(3, 1)
    opt = torch.optim.SGD(m.parameters(), 0.1)
    for _ in range(5):
        x = torch.randn(8, 3)
        opt.zero_grad()
        (m(x) - x.sum(1, keepdim=True)).pow(2).mean().backward()
        opt.step()
    torch.save(m.state_dict(), tmp_path / "m.pt")
    return tmp_path / "m.pt"
