import copy
import torch


class EMA:
    def __init__(self, model, decay=0.999):
        self.shadow = copy.deepcopy(model).eval()
        self.decay = decay

    @torch.no_grad()
    def update(self, model):
        for s, p in zip(self.shadow.parameters(), model.parameters()):
            s.mul_(self.decay).add_(p.data, alpha=1 - self.decay)


if __name__ == "__main__":
    m = torch.nn.Linear(2, 2)
    e = EMA(m)
    for _ in range(10):
        m.weight.data += 0.1
        e.update(m)
    print(e.shadow.weight)
