"""Split-conformal intervals around a stored model."""
import joblib
import numpy as np
import pandas as pd
from sklearn.calibration import calibration_curve
from sklearn.inspection import permutation_importance
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

model = joblib.load("models/gbr.joblib")
df = pd.read_parquet("data/houses.parquet")
X, y = df.drop(columns="price"), df["price"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)
X_cal, X_test, y_cal, y_test = train_test_split(X_test, y_test, test_size=0.5, random_state=0)
scores = np.abs(y_cal - model.predict(X_cal))
for alpha in (0.05, 0.1, 0.2):
    q = np.quantile(scores, np.ceil((len(scores) + 1) * (1 - alpha)) / len(scores))
    pred = model.predict(X_test)
    print(alpha, q, np.mean(np.abs(pred - y_test) <= q))
imp = permutation_importance(model, X_test, y_test, n_repeats=5)
print(dict(zip(X.columns, imp.importances_mean.round(3))), mean_absolute_error(y_test, pred))
