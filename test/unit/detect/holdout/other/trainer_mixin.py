class TrainMixin:
    """Adds fit() to a module."""
    def fit(self, loader, optimizer, epochs=1):
        for _ in range(epochs):
            for x, y in loader:
                optimizer.zero_grad(); loss = self.loss(self(x), y); loss.backward(); optimizer.step()
