import argparse
import joblib
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier


def train(ns):
    df = pd.read_parquet(ns.input)
    clf = GradientBoostingClassifier(n_estimators=ns.trees)
    clf.fit(df.drop(columns="churn"), df["churn"])
    joblib.dump(clf, ns.output)


def score(ns):
    clf = joblib.load(ns.model)
    print(clf.score(*pd.read_parquet(ns.input)))


if __name__ == "__main__":
    top = argparse.ArgumentParser()
    subs = top.add_subparsers(required=True)
    t = subs.add_parser("train")
    t.add_argument("input")
    t.add_argument("output")
    t.add_argument("--trees", type=int, default=300)
    t.set_defaults(func=train)
    s = subs.add_parser("score")
    s.add_argument("model")
    s.add_argument("input")
    s.set_defaults(func=score)
    ns = top.parse_args()
    ns.func(ns)
