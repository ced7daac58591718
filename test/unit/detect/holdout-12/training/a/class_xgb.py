import pandas as pd
from xgboost import XGBClassifier

class FraudModel:
    def __init__(self, path):
        self.df = pd.read_feather(path)
        self.clf = XGBClassifier(n_estimators=800, tree_method="hist")

    def train(self):
        self.clf.fit(self.df.drop(columns="fraud"), self.df.fraud)
        return self

    def save(self, out):
        self.clf.save_model(out)

if __name__ == "__main__":
    FraudModel("tx.feather").train().save("fraud.json")
