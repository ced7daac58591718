import click, torch
from pipeline import make_loader, make_model

@click.group()
def cli(): pass

@cli.command()
@click.option('--epochs', default=10)
@click.option('--lr', default=1e-3)
def fit(epochs, lr):
    model = make_model(); opt = torch.optim.RMSprop(model.parameters(), lr=lr)
    for _ in range(epochs):
        for x, y in make_loader('train'):
            loss = (model(x) - y).abs().mean(); opt.zero_grad(); loss.backward(); opt.step()

@cli.command()
def info(): click.echo(make_model())

if __name__ == '__main__':
    cli()
