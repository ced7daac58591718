import pandas as pd
from catboost import Pool, cv, CatBoostRegressor

df = pd.read_csv("houses.csv")
pool = Pool(df.drop("price", axis=1), df["price"], cat_features=["zone"])
scores = cv(pool, {"iterations": 500, "loss_function": "RMSE"}, fold_count=5)
print(scores.tail(1))
