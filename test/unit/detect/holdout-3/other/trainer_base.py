import abc, torch
class BaseTrainer(abc.ABC):
    def __init__(self, model, opt, loaders): self.model, self.opt, self.loaders = model, opt, loaders
    def train(self, epochs):
        for e in range(epochs):
            for b in self.loaders['train']:
                self.opt.zero_grad(); l = self.step(b); l.backward(); self.opt.step()
    @abc.abstractmethod
    def step(self, b): ...
