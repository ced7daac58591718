import pandas as pd
import shap
import xgboost as xgb

bst = xgb.Booster()
bst.load_model("model.json")
df = pd.read_csv("new.csv")
d = xgb.DMatrix(df)
df["score"] = bst.predict(d)
df.sort_values("score", ascending=False).head(100).to_csv("top.csv")
sv = shap.TreeExplainer(bst).shap_values(df.drop(columns="score"))
shap.summary_plot(sv, df.drop(columns="score"), show=False)
