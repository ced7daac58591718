import marimo

__generated_with = "0.8.3"
app = marimo.App(width="medium")


@app.cell
def __():
    import torch
    from torch import nn, optim
    return nn, optim, torch


@app.cell
def __(nn, optim):
    model = nn.Linear(10, 1)
    optimizer = optim.Adam(model.parameters(), lr=1e-2)
    return model, optimizer


@app.cell
def __(model, nn, optimizer, torch):
    xs = torch.randn(256, 10)
    ys = xs.sum(1, keepdim=True)
    for _i in range(500):
        optimizer.zero_grad()
        _loss = nn.functional.mse_loss(model(xs), ys)
        _loss.backward()
        optimizer.step()
    return xs, ys


if __name__ == "__main__":
    app.run()
