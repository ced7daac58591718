import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

df = pd.read_csv("data/churn.csv")
X, y = df.drop(columns="churned"), df["churned"]
num, cat = X.select_dtypes("number").columns, X.select_dtypes("object").columns
pre = ColumnTransformer([("num", Pipeline([("i", SimpleImputer()), ("s", StandardScaler())]), num), ("cat", OneHotEncoder(handle_unknown="ignore"), cat)])
pipe = Pipeline([("pre", pre), ("clf", RandomForestClassifier(n_jobs=-1))])
X_tr, X_te, y_tr, y_te = train_test_split(X, y, stratify=y, test_size=0.2)
search = GridSearchCV(pipe, {"clf__n_estimators": [200, 500], "clf__max_depth": [None, 10, 20]}, cv=5, scoring="roc_auc", verbose=2)
search.fit(X_tr, y_tr)
print(search.best_params_, search.score(X_te, y_te))
joblib.dump(search.best_estimator_, "model.joblib")
