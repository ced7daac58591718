import argparse, json
import joblib
import pandas as pd
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score
from sklearn.preprocessing import StandardScaler

ap = argparse.ArgumentParser()
ap.add_argument("--model"); ap.add_argument("--test"); ap.add_argument("--out", default="metrics.json")
args = ap.parse_args()
clf = joblib.load(args.model)
df = pd.read_csv(args.test)
y = df.pop("y")
X = StandardScaler().fit_transform(df)
p = clf.predict(X)
json.dump({"acc": accuracy_score(y, p), "f1": f1_score(y, p, average="macro"),
           "auc": roc_auc_score(y, clf.predict_proba(X)[:, 1])}, open(args.out, "w"))
