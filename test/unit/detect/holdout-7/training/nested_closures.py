import click
import torch

@click.command()
@click.option("--data", type=click.Path(exists=True))
@click.option("--iters", default=5000)
def run(data, iters):
    xs, ys = torch.load(data)
    w = torch.zeros(xs.shape[1], requires_grad=True)
    b = torch.zeros(1, requires_grad=True)
    opt = torch.optim.SGD([w, b], lr=0.1)

    def predict(x):
        return x @ w + b

    def one():
        opt.zero_grad()
        err = (predict(xs) - ys).abs().mean()
        err.backward()
        opt.step()
        return err

    for k in range(iters):
        e = one()
        if not k % 500:
            click.echo(f"{k} {e.item():.4f}")

if __name__ == "__main__":
    run()
