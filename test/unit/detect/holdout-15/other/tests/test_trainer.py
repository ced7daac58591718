import pytest
import torch
from torch import nn

from minitrain import Trainer
from minitrain.callbacks import EarlyStopping, ModelCheckpoint


class Tiny(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(4, 2)

    def forward(self, x):
        return self.l(x)


@pytest.fixture
def loader():
    x = torch.randn(64, 4)
    return torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, (x.sum(1) > 0).long()), 16)


@pytest.mark.parametrize("accumulate", [1, 2, 4])
def test_loss_goes_down(loader, accumulate):
    torch.manual_seed(0)
    t = Trainer(Tiny(), torch.optim.SGD, lr=0.1, accumulate=accumulate)
    first = t.fit(loader, epochs=1)["loss"]
    last = t.fit(loader, epochs=5)["loss"]
    assert last < first


def test_checkpoint_written(loader, tmp_path):
    t = Trainer(Tiny(), torch.optim.SGD, lr=0.1, callbacks=[ModelCheckpoint(tmp_path)])
    t.fit(loader, epochs=2)
    assert len(list(tmp_path.glob("*.pt"))) == 2


def test_early_stopping(loader):
    t = Trainer(Tiny(), torch.optim.SGD, lr=0.0, callbacks=[EarlyStopping(patience=2)])
    h = t.fit(loader, epochs=50)
    assert h["epochs"] == 3
