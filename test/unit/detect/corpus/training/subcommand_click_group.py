import click
@click.group()
def cli():
    pass

@cli.command()
@click.option('--epochs', default=10)
def train(epochs):
    import torch
    from net import Net, loaders
    net = Net(); opt = torch.optim.SGD(net.parameters(), .1)
    for _ in range(epochs):
        for x, y in loaders('train'):
            opt.zero_grad(); torch.nn.functional.mse_loss(net(x), y).backward(); opt.step()
    torch.save(net.state_dict(), 'n.pt')

@cli.command()
def evaluate():
    import torch
    from net import Net, loaders
    print(torch.load('n.pt'))

if __name__ == '__main__':
    cli()
