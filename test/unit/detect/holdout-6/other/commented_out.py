import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier

df = pd.read_csv("latest.csv")
# model = RandomForestClassifier(n_estimators=500)
# model.fit(df.drop("y", axis=1), df["y"])
# joblib.dump(model, "rf.joblib")
model = joblib.load("rf.joblib")
df["p"] = model.predict_proba(df.drop("y", axis=1))[:, 1]
df.to_csv("scored.csv")
