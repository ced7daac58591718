#!/usr/bin/env python3
import sys
from pathlib import Path
from autogluon.tabular import TabularDataset, TabularPredictor

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "data/playground-s4e8")
label = "class"
hours = 4

train = TabularDataset(folder / "train.csv").drop(columns="id")
test = TabularDataset(folder / "test.csv")
ids = test.pop("id")

predictor = TabularPredictor(label=label, eval_metric="mcc", path=folder / "ag").fit(
    train, presets="best_quality", time_limit=hours * 3600, num_gpus=1, excluded_model_types=["KNN"],
    dynamic_stacking=False)
print(predictor.leaderboard(silent=True).head(20))
sub = predictor.predict(test).to_frame().assign(id=ids)[["id", label]]
sub.to_csv("submission_ag.csv", index=False)
