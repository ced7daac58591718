import pandas as pd
from pycaret.classification import compare_models, finalize_model, save_model, setup, tune_model

df = pd.read_csv("churn.csv")
setup(df, target="Churn", session_id=7, fold=5)
best = compare_models(n_select=1, sort="AUC")
tuned = tune_model(best, n_iter=50)
save_model(finalize_model(tuned), "churn")
