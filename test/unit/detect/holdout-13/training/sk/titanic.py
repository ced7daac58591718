import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
import joblib

df = pd.read_csv("titanic.csv")
X, y = df.drop(columns=["Survived"]), df["Survived"]
num = X.select_dtypes("number").columns
cat = X.columns.difference(num)
pre = ColumnTransformer([("n", make_pipeline(SimpleImputer(), StandardScaler()), num), ("c", OneHotEncoder(handle_unknown="ignore"), cat)])
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, random_state=1)
search = GridSearchCV(make_pipeline(pre, HistGradientBoostingClassifier()), {"histgradientboostingclassifier__max_depth": [3, 5, 9]}, n_jobs=-1, cv=5)
search.fit(X_tr, y_tr)
print(search.best_params_, search.score(X_te, y_te))
joblib.dump(search.best_estimator_, "model.joblib")
