import joblib
import click
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor


def train_model(frame, target):
    reg = ExtraTreesRegressor(n_estimators=300, n_jobs=-1)
    reg.fit(frame.drop(columns=[target]), frame[target])
    return reg


@click.command()
@click.argument('csv')
@click.option('--target', default='price')
@click.option('--out', default='model.joblib')
def cli(csv, target, out):
    """Fit a model on CSV and write it to OUT."""
    joblib.dump(train_model(pd.read_csv(csv), target), out)


if __name__ == '__main__':
    cli()
