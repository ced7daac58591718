import pytest
from sklearn.linear_model import Ridge

model = Ridge()


@pytest.fixture
def fitted():
    return model.fit([[0], [1]], [0, 1])


def test_predicts(fitted):
    assert fitted.predict([[1]])[0] > 0
