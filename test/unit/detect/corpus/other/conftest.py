import pytest
@pytest.fixture(scope='session')
def fitted():
    from sklearn.linear_model import LinearRegression
    return LinearRegression().fit([[0], [1]], [0, 1])
