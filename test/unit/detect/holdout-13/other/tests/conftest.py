import pytest
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression


@pytest.fixture(scope="session")
def fitted():
    X, y = make_classification(500, random_state=0)
    return LogisticRegression().fit(X, y)


@pytest.fixture
def batch():
    import torch
    return torch.zeros(2, 3)
