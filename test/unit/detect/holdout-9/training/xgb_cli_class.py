import argparse
import logging
import xgboost
from features import FeatureStore


class ChurnModel:
    def __init__(self, params):
        self.params = params
        self.booster = None

    def train(self, frame):
        d = xgboost.DMatrix(frame.drop("y", axis=1), frame["y"])
        self.booster = xgboost.train(self.params, d, num_boost_round=400)

    def save(self, path):
        self.booster.save_model(path)


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--eta", type=float, default=0.05)
    ap.add_argument("--out", required=True)
    ns = ap.parse_args()
    logging.basicConfig(level="INFO")
    m = ChurnModel({"eta": ns.eta, "objective": "binary:logistic"})
    m.train(FeatureStore().load("2024-01"))
    m.save(ns.out)
