import xgboost as xgb
import pandas as pd
tr = pd.read_parquet('tr.parquet')
m = xgb.XGBClassifier(n_estimators=2000, learning_rate=.02, max_depth=7, tree_method='hist', device='cuda', early_stopping_rounds=50)
m.fit(tr.drop(columns='y'), tr.y, eval_set=[(tr.drop(columns='y')[-1000:], tr.y[-1000:])], verbose=100)
m.save_model('m.json')
