import sys
import click
import joblib
import numpy as np
import pandas as pd
import xgboost as xgb
from loguru import logger

from features.build import add_neighbourhood_features, encode


@click.command()
@click.option("--train-csv", type=click.Path(exists=True), default="data/interim/train.csv")
@click.option("--rounds", default=3000)
@click.option("--eta", default=0.03)
@click.option("--out", default="models/xgb.json")
def run(train_csv, rounds, eta, out):
    """Log-price model, early stopped on the newest 15 % of sales."""
    df = pd.read_csv(train_csv, parse_dates=["sold"]).sort_values("sold")
    df = encode(add_neighbourhood_features(df))
    y = np.log1p(df.pop("price"))
    n = int(len(df) * 0.85)
    cols = [c for c in df if c != "sold"]
    dtr = xgb.DMatrix(df[cols][:n], y[:n], enable_categorical=True)
    dva = xgb.DMatrix(df[cols][n:], y[n:], enable_categorical=True)
    params = dict(objective="reg:squarederror", eta=eta, max_depth=6, subsample=0.8, colsample_bytree=0.6,
                  tree_method="hist")
    bst = xgb.train(params, dtr, rounds, evals=[(dtr, "train"), (dva, "valid")], early_stopping_rounds=100,
                    verbose_eval=200)
    logger.info("best {} at {}", bst.best_score, bst.best_iteration)
    bst.save_model(out)
    imp = pd.Series(bst.get_score(importance_type="gain")).sort_values(ascending=False)
    imp.head(30).to_csv("reports/importance.csv")


if __name__ == "__main__":
    sys.exit(run())
