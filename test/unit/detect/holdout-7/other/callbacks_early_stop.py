class EarlyStopping:
    def __init__(self, patience=7, delta=0.0, path="checkpoint.pt"):
        self.patience, self.delta, self.path = patience, delta, path
        self.counter, self.best, self.early_stop = 0, None, False

    def __call__(self, val_loss, model):
        if self.best is None or val_loss < self.best - self.delta:
            self.best = val_loss
            self.counter = 0
            self.save(model)
        else:
            self.counter += 1
            self.early_stop = self.counter >= self.patience

    def save(self, model):
        import torch
        torch.save(model.state_dict(), self.path)
