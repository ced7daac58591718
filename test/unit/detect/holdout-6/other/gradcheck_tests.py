import unittest
import torch
from ops import RationalSpline


class GradTest(unittest.TestCase):
    def setUp(self):
        self.f = RationalSpline()

    def test_backward(self):
        x = torch.randn(3, requires_grad=True)
        opt = torch.optim.SGD([x], 0.1)
        for _ in range(3):
            self.f(x).sum().backward()
            opt.step()
        self.assertIsNotNone(x.grad)


if __name__ == "__main__":
    unittest.main()
