import sys
from autogluon.tabular import TabularDataset, TabularPredictor

train = TabularDataset(sys.argv[1])
test = TabularDataset(sys.argv[2])
predictor = TabularPredictor(label="class", path="AutogluonModels", eval_metric="roc_auc").fit(train, time_limit=3600, presets="best_quality")
print(predictor.leaderboard(test))
