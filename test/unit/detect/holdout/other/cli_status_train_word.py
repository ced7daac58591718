import click
@click.group()
def cli(): ...
@cli.command()
@click.argument('train_id')
def status(train_id): click.echo(f'train {train_id} is on time')
@cli.command()
def learn(): click.echo('see https://example.org/learn')
if __name__ == '__main__': cli()
