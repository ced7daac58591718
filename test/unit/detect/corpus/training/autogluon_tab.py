from autogluon.tabular import TabularDataset, TabularPredictor
predictor = TabularPredictor(label='class').fit(TabularDataset('train.csv'), time_limit=3600)
print(predictor.leaderboard(TabularDataset('test.csv')))
