from autogluon.tabular import TabularPredictor, TabularDataset
tr = TabularDataset('train.csv')
pred = TabularPredictor(label='class', path='ag').fit(tr, presets='best_quality', time_limit=3600)
pred.leaderboard(TabularDataset('test.csv'))
