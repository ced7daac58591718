from catboost import CatBoostClassifier, Pool, cv
from catboost.datasets import amazon

train_df, test_df = amazon()
y = train_df.ACTION
X = train_df.drop("ACTION", axis=1)
pool = Pool(X, y, cat_features=list(range(X.shape[1])))
scores = cv(pool, {"iterations": 500, "loss_function": "Logloss", "custom_loss": "AUC", "verbose": 100}, fold_count=5)
print(scores.tail())
final = CatBoostClassifier(iterations=int(scores["test-AUC-mean"].idxmax()) + 1)
final.fit(pool, verbose=False)
final.save_model("amazon.cbm")
