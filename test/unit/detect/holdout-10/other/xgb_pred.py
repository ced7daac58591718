import sys
import numpy as np
import xgboost as xgb

bst = xgb.Booster()
bst.load_model("model.ubj")
X = np.load(sys.argv[1])
d = xgb.DMatrix(X)
np.save("pred.npy", bst.predict(d))
print(bst.get_score(importance_type="gain"))
