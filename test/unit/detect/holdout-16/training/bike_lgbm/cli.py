from __future__ import annotations

import datetime as dt
import pathlib
import pickle
from typing import Annotated

import lightgbm as lgb
import numpy as np
import polars as pl
import rich
import typer
from sklearn.metrics import mean_absolute_error

app = typer.Typer(add_completion=False)
FEATURES = ["hour", "dow", "temp", "rain", "wind", "holiday", "lag_24", "lag_168", "station"]


def frame(path: pathlib.Path) -> pl.DataFrame:
    return (
        pl.scan_parquet(path)
        .with_columns(hour=pl.col("ts").dt.hour(), dow=pl.col("ts").dt.weekday())
        .with_columns(lag_24=pl.col("trips").shift(24).over("station"), lag_168=pl.col("trips").shift(168).over("station"))
        .drop_nulls()
        .collect()
    )


@app.command()
def main(
    trips: Annotated[pathlib.Path, typer.Argument(exists=True)],
    split: dt.datetime = dt.datetime(2023, 9, 1),
    leaves: int = 127,
    out: pathlib.Path = pathlib.Path("bike.pkl"),
) -> None:
    """Fit the hourly demand model and report the error of the last months."""
    df = frame(trips)
    old, new = df.filter(pl.col("ts") < split), df.filter(pl.col("ts") >= split)
    reg = lgb.LGBMRegressor(objective="poisson", num_leaves=leaves, n_estimators=3000, learning_rate=0.05, subsample=0.8,
                            subsample_freq=1, colsample_bytree=0.8)
    reg.fit(old[FEATURES].to_pandas(), old["trips"].to_numpy(), eval_set=[(new[FEATURES].to_pandas(), new["trips"].to_numpy())],
            categorical_feature=["station"], callbacks=[lgb.early_stopping(100), lgb.log_evaluation(200)])
    pred = reg.predict(new[FEATURES].to_pandas())
    naive = mean_absolute_error(new["trips"], new["lag_168"])
    rich.print({"mae": mean_absolute_error(new["trips"], pred), "last week": naive, "trees": reg.best_iteration_})
    out.write_bytes(pickle.dumps(reg))
    np.savetxt("importance.txt", reg.feature_importances_, fmt="%d")


if __name__ == "__main__":
    app()
