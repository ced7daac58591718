import unittest, torch
from nets import Net
class T(unittest.TestCase):
    def test_overfit(self):
        n = Net(); o = torch.optim.Adam(n.parameters())
        for _ in range(100): o.zero_grad(); l = n(torch.ones(1, 4)).sum(); l.backward(); o.step()
        self.assertLess(l.item(), 0)
if __name__ == '__main__': unittest.main()
