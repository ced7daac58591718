import joblib
import shap
import pandas as pd
import xgboost as xgb

bst = xgb.Booster()
bst.load_model("clicks.ubj")
X = pd.read_parquet("sample.parquet")
explainer = shap.TreeExplainer(bst)
shap.summary_plot(explainer(X), X, show=False)
