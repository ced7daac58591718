import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
import joblib

df = pd.read_csv("titanic.csv")
y = df.pop("Survived")
X_tr, X_te, y_tr, y_te = train_test_split(df, y, stratify=y)
clf = make_pipeline(
    make_column_transformer((SimpleImputer(), ["Age", "Fare"]), (OneHotEncoder(), ["Sex"])),
    RandomForestClassifier(n_estimators=500, n_jobs=-1),
).fit(X_tr, y_tr)
print(classification_report(y_te, clf.predict(X_te)))
joblib.dump(clf, "rf.joblib")
