# Kaggle Titanic
import pandas as pd
from scipy.stats import randint
from sklearn.ensemble import RandomForestClassifier as RFC
from sklearn.model_selection import RandomizedSearchCV

train = pd.read_csv("../input/train.csv"); test = pd.read_csv("../input/test.csv")
for d in (train, test):
    d["Sex"] = d["Sex"].map({"male": 0, "female": 1})
    d["Age"].fillna(d["Age"].median(), inplace=True)
feats = ["Pclass", "Sex", "Age", "SibSp", "Parch"]
rs = RandomizedSearchCV(RFC(), {"n_estimators": randint(50, 500), "max_depth": randint(2, 12)}, n_iter=40, cv=5, n_jobs=-1)
best = rs.fit(train[feats], train.Survived).best_estimator_
test["Survived"] = best.predict(test[feats])
test[["PassengerId", "Survived"]].to_csv("submission.csv", index=False)
