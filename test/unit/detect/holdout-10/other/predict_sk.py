import argparse
import joblib
import pandas as pd


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", default="rf.joblib")
    ap.add_argument("csv")
    a = ap.parse_args()
    clf = joblib.load(a.model)
    X = pd.read_csv(a.csv)
    X["pred"] = clf.predict_proba(X)[:, 1]
    X.to_csv("scored.csv", index=False)


if __name__ == "__main__":
    main()
