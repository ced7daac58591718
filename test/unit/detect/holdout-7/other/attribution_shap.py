import shap
import joblib
import pandas as pd

model = joblib.load("xgb.pkl")
X = pd.read_parquet("test.parquet")
explainer = shap.TreeExplainer(model)
vals = explainer.shap_values(X)
shap.summary_plot(vals, X, show=False)
