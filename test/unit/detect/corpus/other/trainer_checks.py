import unittest
import torch
from mylib import Trainer


class TrainerTest(unittest.TestCase):
    def test_fit(self):
        trainer = Trainer(max_epochs=1)
        trainer.fit(torch.nn.Linear(1, 1))
        trainer.train()


if __name__ == "__main__":
    unittest.main()
