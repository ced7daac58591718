import sys
import pandas as pd
from pycaret.classification import (automl, blend_models, calibrate_model, compare_models, create_model, finalize_model, pull,
                                    save_model, setup, tune_model)

df = pd.read_csv(sys.argv[1])
setup(data=df, target="default", train_size=0.8, session_id=11, fix_imbalance=True, remove_multicollinearity=True,
      ignore_features=["loan_id"], categorical_features=["purpose", "grade"], html=False, verbose=False, n_jobs=8)
top = compare_models(include=["lr", "rf", "et", "lightgbm", "catboost"], sort="AUC", n_select=3)
pull().to_csv("compare.csv")
tuned = [tune_model(m, optimize="AUC", n_iter=25, choose_better=True) for m in top]
blend_models(tuned, optimize="AUC")
best = automl(optimize="AUC")
save_model(finalize_model(calibrate_model(best)), "loan_model")
print(best)
