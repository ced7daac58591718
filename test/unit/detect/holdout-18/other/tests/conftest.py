import numpy as np
import pytest
from sklearn.datasets import make_blobs
from sklearn.linear_model import LogisticRegression


@pytest.fixture(scope="session")
def blobs():
    return make_blobs(200, centers=3, random_state=0)


@pytest.fixture(scope="session")
def fitted(blobs):
    X, y = blobs
    clf = LogisticRegression(max_iter=500)
    clf.fit(X, y)
    return clf


@pytest.fixture(autouse=True)
def seed():
    np.random.seed(0)
