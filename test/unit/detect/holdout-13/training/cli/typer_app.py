from pathlib import Path
from typing import Annotated

import typer
import joblib
import pandas as pd
from loguru import logger
from sklearn.linear_model import Ridge

from churnlib.config import MODELS_DIR, PROCESSED_DATA_DIR

app = typer.Typer()


@app.command()
def main(
    features_path: Path = PROCESSED_DATA_DIR / "features.csv",
    labels_path: Path = PROCESSED_DATA_DIR / "labels.csv",
    model_path: Path = MODELS_DIR / "model.pkl",
    alpha: Annotated[float, typer.Option(min=0)] = 1.0,
):
    logger.info("Training some model...")
    X = pd.read_csv(features_path)
    y = pd.read_csv(labels_path).squeeze()
    model = Ridge(alpha=alpha).fit(X, y)
    joblib.dump(model, model_path)
    logger.success("Modeling training complete.")


if __name__ == "__main__":
    app()
