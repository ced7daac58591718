from catboost import CatBoostRegressor, Pool
from catboost.datasets import amazon

tr, te = amazon()
cats = list(range(1, 9))
pool = Pool(tr.iloc[:, 1:], tr.iloc[:, 0], cat_features=cats)
m = CatBoostRegressor(iterations=2000, task_type="GPU", depth=8)
m.fit(pool, verbose=100)
m.save_model("amazon.cbm")
