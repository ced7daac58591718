import unittest

import numpy as np
import torch

from lib.sophia import SophiaG


class SophiaTest(unittest.TestCase):
    def test_quadratic(self):
        w = torch.nn.Parameter(torch.ones(3))
        opt = SophiaG([w], lr=0.1)
        for _ in range(100):
            opt.zero_grad()
            (w ** 2).sum().backward()
            opt.step()
        np.testing.assert_allclose(w.detach().numpy(), 0, atol=1e-2)


if __name__ == "__main__":
    unittest.main()
