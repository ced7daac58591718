from catboost import CatBoost, Pool
import polars as pl
df = pl.read_parquet('clicks.parquet')
pool = Pool(df.drop('y').to_pandas(), df['y'].to_numpy(), cat_features=['site', 'device'])
bst = CatBoost(dict(iterations=2000, loss_function='Logloss', task_type='GPU'))
bst.fit(pool)
bst.save_model('ctr.cbm')
