import pandas as pd
from autogluon.tabular import TabularPredictor

train = pd.read_csv("train.csv")
predictor = TabularPredictor(label="SalePrice", eval_metric="rmse", path="ag_models").fit(train, presets="best_quality", time_limit=4 * 3600)
predictor.leaderboard(pd.read_csv("holdout.csv")).to_csv("leaderboard.csv")
