from catalyst import dl
import torch
from torch import nn


class DigitsRunner(dl.IRunner):
    def get_engine(self):
        return dl.GPUEngine()

    def get_loaders(self):
        return {"train": make_loader(True), "valid": make_loader(False)}

    def get_model(self):
        return nn.Sequential(nn.Flatten(), nn.Linear(784, 10))

    def get_optimizer(self, model):
        return torch.optim.AdamW(model.parameters(), lr=2e-3)

    def handle_batch(self, batch):
        x, y = batch
        self.batch = {"logits": self.model(x), "targets": y}


if __name__ == "__main__":
    DigitsRunner().run()
