from catboost import CatBoostRegressor, Pool
import pandas as pd
train = pd.read_parquet("train.parquet")
model = CatBoostRegressor(iterations=2000, task_type="GPU")
model.fit(Pool(train.drop(columns="price"), train["price"]), verbose=100)
