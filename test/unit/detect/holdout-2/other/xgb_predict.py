import xgboost as xgb, pandas as pd, shap
bst = xgb.Booster(); bst.load_model('m.json')
X_train = pd.read_parquet('x.parquet')
print(bst.predict(xgb.DMatrix(X_train)))
shap.summary_plot(shap.TreeExplainer(bst).shap_values(X_train), X_train, show=False)
