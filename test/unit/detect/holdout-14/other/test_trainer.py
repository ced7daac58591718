import pytest
import torch
from torch.utils.data import DataLoader, TensorDataset

from mylib.trainer import Trainer


@pytest.fixture
def loader():
    x = torch.randn(64, 8)
    return DataLoader(TensorDataset(x, x.sum(1, keepdim=True)), batch_size=16)


def test_overfits(loader):
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(8, 32), torch.nn.ReLU(), torch.nn.Linear(32, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    first = None
    for epoch in range(50):
        for x, y in loader:
            optimizer.zero_grad()
            loss = torch.nn.functional.mse_loss(model(x), y)
            loss.backward()
            optimizer.step()
            first = first or loss.item()
    assert loss.item() < first / 10


@pytest.mark.parametrize("accumulate", [1, 2, 4])
def test_accumulation(loader, accumulate, tmp_path):
    trainer = Trainer(torch.nn.Linear(8, 1), out=tmp_path, accumulate=accumulate)
    trainer.fit(loader, epochs=1)
    assert trainer.optimizer_steps == 4 // accumulate


if __name__ == "__main__":
    pytest.main([__file__, "-q"])
