import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

df = pd.read_csv("heart.csv")
X, y = df.drop(columns="target"), df.target
for name, est in {"logit": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)), "hgb": HistGradientBoostingClassifier()}.items():
    s = cross_val_score(est, X, y, cv=10, scoring="roc_auc", n_jobs=-1)
    print(f"{name}: {s.mean():.3f} +- {s.std():.3f}")
