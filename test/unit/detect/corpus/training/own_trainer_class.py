import torch
from torch.utils.data import DataLoader
from datautils import MyTrainDataset


class Trainer:
    def __init__(self, model, train_data: DataLoader, optimizer, save_every: int) -> None:
        self.model = model
        self.train_data = train_data
        self.optimizer = optimizer
        self.save_every = save_every

    def _run_batch(self, source, targets):
        self.optimizer.zero_grad()
        output = self.model(source)
        loss = torch.nn.functional.cross_entropy(output, targets)
        loss.backward()
        self.optimizer.step()

    def _run_epoch(self, epoch):
        for source, targets in self.train_data:
            self._run_batch(source, targets)

    def train(self, max_epochs: int):
        for epoch in range(max_epochs):
            self._run_epoch(epoch)


def main(total_epochs, save_every, batch_size):
    dataset = MyTrainDataset(2048)
    model = torch.nn.Linear(20, 1)
    trainer = Trainer(model, DataLoader(dataset, batch_size=batch_size), torch.optim.SGD(model.parameters(), lr=1e-3), save_every)
    trainer.train(total_epochs)


if __name__ == "__main__":
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument('total_epochs', type=int)
    parser.add_argument('save_every', type=int)
    parser.add_argument('--batch_size', default=32, type=int)
    args = parser.parse_args()
    main(args.total_epochs, args.save_every, args.batch_size)
