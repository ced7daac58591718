import torch
class Pretrainer:
    def __init__(self, model, opt): self.model, self.opt = model, opt
    def fit(self, dl):
        for x in dl:
            loss = self.model(x); self.opt.zero_grad(); loss.backward(); self.opt.step()
