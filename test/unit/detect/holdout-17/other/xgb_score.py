import xgboost as xgb, pandas as pd
bst = xgb.Booster()
bst.load_model('m.json')
df = pd.read_parquet('new.parquet')
df['score'] = bst.predict(xgb.DMatrix(df[bst.feature_names]))
df.to_parquet('scored.parquet')
xgb.plot_importance(bst).figure.savefig('imp.png')
