import json
import sys
import matplotlib.pyplot as plt
import pandas as pd
import shap
import xgboost as xgb
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, roc_auc_score

bst = xgb.Booster()
bst.load_model(sys.argv[1])
df = pd.read_parquet(sys.argv[2])
y = df.pop("label")
d = xgb.DMatrix(df, feature_names=bst.feature_names)
p = bst.predict(d)
rep = {"auc": roc_auc_score(y, p), "brier": brier_score_loss(y, p), "n": len(y), "rounds": bst.num_boosted_rounds()}
print(json.dumps(rep, indent=1))

ex = shap.TreeExplainer(bst)
sv = ex.shap_values(df.sample(min(5000, len(df)), random_state=0))
shap.summary_plot(sv, df.sample(min(5000, len(df)), random_state=0), show=False)
plt.tight_layout()
plt.savefig("shap.png", dpi=150)
plt.figure()
a, b = calibration_curve(y, p, n_bins=20, strategy="quantile")
plt.plot(b, a, marker="o")
plt.plot([0, 1], [0, 1], "k:")
plt.savefig("calibration.png")
xgb.plot_tree(bst, num_trees=0)
plt.gcf().set_size_inches(30, 12)
plt.savefig("tree0.png")
