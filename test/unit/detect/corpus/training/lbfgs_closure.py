import torch
model = torch.nn.Linear(5, 1)
X, Y = torch.randn(50, 5), torch.randn(50, 1)
optimizer = torch.optim.LBFGS(model.parameters(), lr=0.8)
for i in range(15):
    def closure():
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(model(X), Y)
        loss.backward()
        return loss
    optimizer.step(closure)
