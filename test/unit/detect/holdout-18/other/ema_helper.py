import copy
import torch


class EMA:
    def __init__(self, model, decay=0.999):
        self.module = copy.deepcopy(model).eval()
        self.decay = decay

    @torch.no_grad()
    def update(self, model):
        for e, p in zip(self.module.state_dict().values(), model.state_dict().values()):
            e.copy_(self.decay * e + (1 - self.decay) * p)

    def step(self, model):
        self.update(model)


def warmup(step, total, base_lr=1e-3):
    return base_lr * min(1.0, step / max(1, total // 20))


if __name__ == "__main__":
    for s in range(0, 100, 10):
        print(s, warmup(s, 1000))
