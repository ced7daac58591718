import xgboost as xgb
from sklearn.datasets import fetch_covtype
from sklearn.model_selection import train_test_split
import time

X, y = fetch_covtype(return_X_y=True)
y -= y.min()
a, b, c, d = train_test_split(X, y, test_size=.25)
dt, dv = xgb.DMatrix(a, c), xgb.DMatrix(b, d)
t = time.time()
bst = xgb.train({"objective": "multi:softmax", "num_class": 8, "device": "cuda"}, dt, 3000, evals=[(dv, "test")])
print("GPU Training Time: %s seconds" % (time.time() - t))
