"""Sanity checks before a long job: shapes, gradients of every parameter, one step lowers the loss."""
import sys
import unittest

import torch
import yaml

from src.model import build_model
from src.data import synthetic_batch


class Sanity(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.config = yaml.safe_load(open(sys.argv[1] if len(sys.argv) > 1 else "configs/tiny.yaml"))

    def test_all_parameters_get_gradients(self):
        model = build_model(self.config["model"])
        loss = model(**synthetic_batch(self.config)).loss
        loss.backward()
        for name, p in model.named_parameters():
            self.assertIsNotNone(p.grad, name)

    def test_loss_goes_down(self):
        model = build_model(self.config["model"])
        opt = torch.optim.AdamW(model.parameters(), lr=1e-3)
        batch = synthetic_batch(self.config)
        losses = []
        for _ in range(20):
            loss = model(**batch).loss
            opt.zero_grad()
            loss.backward()
            opt.step()
            losses.append(loss.item())
        self.assertLess(losses[-1], losses[0])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
