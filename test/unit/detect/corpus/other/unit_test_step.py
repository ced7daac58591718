import unittest
import torch
from nets import Net
class StepTest(unittest.TestCase):
    def test_loss_goes_down(self):
        net = Net(); opt = torch.optim.SGD(net.parameters(), .1)
        losses = []
        for _ in range(10):
            l = (net(torch.ones(4, 3)) ** 2).mean()
            opt.zero_grad(); l.backward(); opt.step(); losses.append(l.item())
        self.assertLess(losses[-1], losses[0])
if __name__ == '__main__':
    unittest.main()
